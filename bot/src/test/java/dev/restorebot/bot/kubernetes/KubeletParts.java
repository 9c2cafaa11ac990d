package dev.restorebot.bot.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What the pods of a kubelet share.
///
/// @param node the name of the node
/// @param folder where pods have their folders
/// @param podStart how long a pod takes until it runs
/// @param claims the folders of claims, by the names of the claims; claims may be added
record KubeletParts(String node, Path folder, Bell bell, Misfortunes misfortunes, KubeletApi api,
    Map<String, Path> claims, Entrypoint entrypoint, StandIn standIn, Duration podStart) {}
