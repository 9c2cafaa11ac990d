package dev.restorebot.bot.kubernetes;

/// What goes wrong with a pod. It lasts until it is lifted; what was killed stays dead.
///
/// Some happen `once` the pod's log contains a text, and right away if that is empty.
public sealed interface Misfortune {
  /// No node has room: the pod stays Pending.
  record Unschedulable() implements Misfortune {}

  /// The image cannot be pulled: ErrImagePull, then ImagePullBackOff.
  record ImagePullFails() implements Misfortune {}

  /// The pod is bound and does not start: ContainerCreating.
  record SlowStart() implements Misfortune {}

  /// The pod runs and is not ready. Not for pods of Jobs.
  record NeverReady() implements Misfortune {}

  /// The process is killed for its use of memory. Only for pods of Jobs.
  ///
  /// @param once see [Misfortune]
  record OutOfMemory(String once) implements Misfortune {}

  /// The pod is evicted: it fails as a whole, and nothing is known of its containers.
  ///
  /// @param once see [Misfortune]
  record Evicted(String once) implements Misfortune {}

  /// Somebody deletes the pod. The Job's controller may replace it before its process has ended.
  ///
  /// @param once see [Misfortune]
  record DeletedBySomebody(String once) implements Misfortune {}

  /// The node is lost: what runs in the pod dies, its end is not reported, its log cannot be had, and the pod, which the
  /// control plane deletes, stays Terminating until this is lifted. The Job's controller replaces it meanwhile, so this had
  /// better befall a pod by its whole name.
  ///
  /// @param once see [Misfortune]
  record NodeLost(String once) implements Misfortune {}

  /// The pod goes on running after it was deleted, and stays Terminating until this is lifted.
  record WillNotDie() implements Misfortune {}

  /// The first stream of the pod's log is cut after a line that contains `once`. A second stream is whole.
  ///
  /// @param once see [Misfortune]
  record LogStreamCut(String once) implements Misfortune {}

  /// Streams of the pod's log stay open and say nothing more after a line that contains `once`.
  ///
  /// @param once see [Misfortune]
  record LogStreamHangs(String once) implements Misfortune {}

  /// Whoever asks for the pod's log gets an internal error.
  record LogsUnavailable() implements Misfortune {}

  /// Whoever is the first to ask for the pod's log gets an internal error.
  record FirstLogUnavailable() implements Misfortune {}

  /// The pod ends without a termination message.
  record NoTerminationMessage() implements Misfortune {}
}
