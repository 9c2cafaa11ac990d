/// Where services run: their workloads, volumes, secrets, and the Jobs that work on their volumes. A port; the adapters
/// are Kubernetes and the sandbox.
@NullMarked
package dev.restorebot.cluster;

import org.jspecify.annotations.NullMarked;
