package dev.restorebot.service;

import java.net.URI;

/// An S3-compatible object store: how it is called in the configuration, its endpoint, region and addressing style.
public record StoreDefinition(String name, URI endpoint, String region, Addressing addressing) {
  /// How a bucket is addressed: in the path (most S3-compatible stores) or in the host name (AWS).
  public enum Addressing {
    PATH, HOST
  }
}
