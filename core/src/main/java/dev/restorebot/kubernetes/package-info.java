/// [dev.restorebot.cluster.Cluster] on Kubernetes, through fabric8's client.
@NullMarked
package dev.restorebot.kubernetes;

import org.jspecify.annotations.NullMarked;
