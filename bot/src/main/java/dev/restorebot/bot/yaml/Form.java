package dev.restorebot.bot.yaml;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a text in the configuration, or each text of a list, looks like: for the schema with which editors help. The program's own
/// checks know more, and say in words what is wrong.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Form {
  /// `UID:GID`.
  String OWNER = "^[0-9]{1,9}:[0-9]{1,9}$";
  /// A size as Kubernetes writes it.
  String SIZE = "^[1-9][0-9]{0,5}(Mi|Gi|Ti)$";
  /// `30m`, `90s`, `1h30m`.
  String TIME_SPAN = "^([-+]?[0-9]+[hH])?([-+]?[0-9]+[mM])?([-+]?[0-9]+([.,][0-9]*)?[sS])?$";
  /// `90d`.
  String DAYS = "^[1-9][0-9]{0,3}d$";
  /// The workload of a service.
  String WORKLOAD = "^(deployment|statefulset)/[^/]+$";
  /// A handle of atproto (source: atproto.com/specs/handle).
  String HANDLE = "^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?[.])+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$";
  /// The id of a channel of Slack.
  String CHANNEL = "^[CG][A-Z0-9]{2,20}$";
  /// A key of backups with the place of the time in it.
  String KEY = "^[^{]*\\{timestamp\\}.*$";
  /// A path below the volume.
  String BELOW_VOLUME = "^[^/.].*$";
  /// What the keys of a mirror begin with.
  String PREFIX = "^[^/].*/$";
  /// A path from the root.
  String FROM_ROOT = "^/";

  /// A regular expression, as JavaScript has them; empty if any text will do.
  String value() default "";

  /// All texts that there are; empty if there are others.
  String[] oneOf() default {};
}
