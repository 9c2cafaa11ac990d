/// A real API server for tests, and a small kubelet that runs what it is told to.
///
/// [TestCluster] gives a test namespaces of its own; [Kubelet] is a node in it that starts a Job's pod as a process of this
/// machine and leaves every other pod to the test, and that lets a [Misfortune] befall any of them.
@NullMarked
package dev.restorebot.bot.kubernetes;

import org.jspecify.annotations.NullMarked;
