/// What a plan rests on: what the cluster, the volume and the backups are like now, looked up with care, since none of it is believed
/// unseen. Everything here reads.
@NullMarked
package dev.restorebot.facts;

import org.jspecify.annotations.NullMarked;
