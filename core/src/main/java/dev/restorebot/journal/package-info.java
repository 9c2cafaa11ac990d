/// The journal's stored format: records of its own with names of their own, the mapping between them and the domain, and the
/// steps that bring entries of earlier versions to the current one. What is here is read for as long as there are journals:
/// a record is changed only together with a new version, an [Upcaster] from the one before, and new journals in the corpus
/// (docs/formats.md says how).
@NullMarked
package dev.restorebot.journal;

import org.jspecify.annotations.NullMarked;
