package dev.restorebot.service;

/// One entry of a Secret in the namespace of a service.
public record SecretRef(String secret, String entry) {}
