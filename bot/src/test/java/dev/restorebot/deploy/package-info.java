/// Tests of what is deployed: the image, and the manifests for Kubernetes.
@NullMarked
package dev.restorebot.deploy;

import org.jspecify.annotations.NullMarked;
