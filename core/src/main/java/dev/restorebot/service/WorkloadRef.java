package dev.restorebot.service;

/// Names one workload of the cluster: its namespace, its kind (`deployment`, `statefulset`) and its name.
public record WorkloadRef(String namespace, String kind, String name) {
  @Override
  public String toString() {
    return namespace + "/" + kind + "/" + name;
  }
}
