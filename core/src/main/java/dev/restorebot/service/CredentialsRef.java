package dev.restorebot.service;

/// Where a service's S3 keys are: a Secret in the service's namespace and the names of its two entries. Never the keys.
public record CredentialsRef(String secret, String accessKey, String secretKey) {}
