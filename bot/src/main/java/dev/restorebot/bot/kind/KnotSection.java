package dev.restorebot.bot.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What is special to a knot.
record KnotSection(
    @JsonProperty(required = true) @JsonPropertyDescription("Where it answers.") URI url,
    @JsonProperty(required = true) @JsonPropertyDescription("The name by which people know it.") String hostname,
    @JsonPropertyDescription("Where people push to, HOST:PORT; the hostname and 22.") @Nullable String ssh,
    @JsonPropertyDescription("Where it answers inside its pod; 5444.") @Nullable Integer internalPort,
    @JsonProperty(required = true) @JsonPropertyDescription("Which container of the pod is the knot.") String container)
    implements Section {}
