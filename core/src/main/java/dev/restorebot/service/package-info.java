/// What can be restored: services, their volumes and where their backups are, as the operator configured them.
@NullMarked
package dev.restorebot.service;

import org.jspecify.annotations.NullMarked;
