/// Folders that backups keep as a mirror, one object a file: what keys mean, what of them may lie on a disk, and how all of it comes there.
@NullMarked
package dev.restorebot.mirror;

import org.jspecify.annotations.NullMarked;
