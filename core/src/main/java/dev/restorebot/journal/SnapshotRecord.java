package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.files.Digest;
import dev.restorebot.journal.ContentsRecord.FindingRecord;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.plan.Candidate;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The snapshot that a plan would restore, as it is stored.
record SnapshotRecord(Instant timestamp, Instant last, List<SourceRecord> sources, List<MirrorRecord> mirrors,
    ContentsRecord contents, List<FindingRecord> findings, List<String> passedOver) {
  static SnapshotRecord of(Candidate candidate) {
    return new SnapshotRecord(candidate.timestamp().instant(), candidate.last().instant(),
        candidate.sources().stream().map(SourceRecord::of).toList(),
        candidate.mirrors().stream().map(MirrorRecord::of).toList(), ContentsRecord.of(candidate.contents()),
        FindingRecord.of(candidate.findings()), candidate.passedOver());
  }

  Candidate candidate() {
    return new Candidate(new Timestamp(timestamp), new Timestamp(last),
        sources.stream().map(SourceRecord::source).toList(), mirrors.stream().map(MirrorRecord::mirror).toList(),
        contents.contents(), FindingRecord.findings(findings), passedOver);
  }

  /// One backup object.
  ///
  /// @param digest the SHA-256 of its content
  record SourceRecord(String database, String file, ObjectRecord object, String digest) {
    static SourceRecord of(Source source) {
      return new SourceRecord(source.database(), source.file(), ObjectRecord.of(source.object()),
          source.digest().sha256());
    }

    Source source() {
      return new Source(database, file, object.object(), new Digest(digest));
    }
  }

  /// One object as a listing showed it.
  ///
  /// @param size in bytes
  record ObjectRecord(String key, long size, String etag, Instant modified, String version) {
    static ObjectRecord of(BackupObject object) {
      return new ObjectRecord(object.key(), object.size().bytes(), object.etag(), object.modified(), object.version());
    }

    BackupObject object() {
      return new BackupObject(key, new ByteSize(size), etag, modified, version);
    }
  }

  /// A mirror as a listing showed it.
  ///
  /// @param size in bytes
  /// @param listing the SHA-256 of the listing
  record MirrorRecord(PlaceRecord definition, @JsonSetter(nulls = Nulls.SET) @Nullable Instant at, long files,
      long size, @JsonSetter(nulls = Nulls.SET) @Nullable Instant newest, String listing) {
    static MirrorRecord of(Mirror mirror) {
      return new MirrorRecord(PlaceRecord.of(mirror.definition()), mirror.at(), mirror.files(), mirror.size().bytes(),
          mirror.newest(), mirror.listing().sha256());
    }

    Mirror mirror() {
      return new Mirror(definition.definition(), at, files, new ByteSize(size), newest, new Digest(listing));
    }
  }

  /// Which folder of the volume a mirror is of, and where in the bucket it lies.
  record PlaceRecord(String name, String prefix, String folder) {
    static PlaceRecord of(MirrorDefinition definition) {
      return new PlaceRecord(definition.name(), definition.prefix(), definition.folder());
    }

    MirrorDefinition definition() {
      return new MirrorDefinition(name, prefix, folder);
    }
  }
}
