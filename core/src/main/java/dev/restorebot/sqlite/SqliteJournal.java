package dev.restorebot.sqlite;

import dev.restorebot.audit.Checked;
import dev.restorebot.audit.EntrySignature;
import dev.restorebot.audit.Keyring;
import dev.restorebot.audit.SigningKey;
import dev.restorebot.run.EventCodec;
import dev.restorebot.run.EventCodec.NewerVersionException;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The journal in one SQLite file, each entry chained to the one before it by a SHA-256, and signed where there is a key. An append is one
/// transaction, synced to disk before it returns. Thread-safe: one connection behind a lock.
public final class SqliteJournal implements Journal, AutoCloseable {
  private static final String ADVICE =
      "It was left as it is. Put a copy of it back, if there is one. Or move it aside, keep it,"
          + " for it is the record of who approved what, and start again with an empty one; then look at every service first:"
          + " what ran then is known only from the folder .restorebot on its volume.";

  static final OwnDatabase DATABASE = new OwnDatabase("journal", Duration.ofSeconds(5), ADVICE, JournalException::new);

  private static final Logger LOG = System.getLogger(SqliteJournal.class.getName());

  private final Path file;
  private final EventCodec codec;
  private final Connection connection;
  private final SignatureTable signatures;
  private final AttachmentTable attachments;
  private final Optional<SigningKey> key;
  private final ReentrantLock turn = new ReentrantLock();

  private SqliteJournal(Path file, EventCodec codec, Connection connection, Optional<SigningKey> key) {
    this.file = file;
    this.codec = codec;
    this.connection = connection;
    this.signatures = new SignatureTable(connection);
    this.attachments = new AttachmentTable(connection);
    this.key = key;
  }

  /// Opens the journal in `file`, made new where there is none and brought to this version's schema where it is older.
  ///
  /// @throws JournalException if it cannot be opened, or was written by a newer version; then it is left as it is
  public static SqliteJournal open(Path file, EventCodec codec) {
    return open(file, codec, Optional.empty());
  }

  /// The same, and signs each entry that it appends.
  ///
  /// @param key what it signs them with; nothing is signed without
  public static SqliteJournal open(Path file, EventCodec codec, Optional<SigningKey> key) {
    return new SqliteJournal(file, codec, DATABASE.open(file), key);
  }

  @Override
  public Entry append(RunId run, long after, Instant at, RunEvent event) {
    turn.lock();
    try {
      return Transaction.of(connection, () -> appendAsNewest(run, after, at, event));
    } catch (SQLException e) {
      throw new JournalException("could not append to the journal " + file + ": " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  private Entry appendAsNewest(RunId run, long after, Instant at, RunEvent event) throws SQLException {
    var newest = newest(run);
    if (newest != after) {
      throw new JournalException("run " + run + " has entry " + newest + ", and " + after
          + " was the newest known: another restorebot writes to " + file);
    }
    return insert(run, at, event);
  }

  private long newest(RunId run) throws SQLException {
    try (var query = connection.prepareStatement("SELECT coalesce(max(number), 0) FROM entry WHERE run = ?")) {
      query.setString(1, run.value());
      try (var rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private Entry insert(RunId run, Instant at, RunEvent event) throws SQLException {
    var last = last();
    var written = codec.written(event);
    attachments.add(written.attachments());
    var link = last.next(run.value(), at.toString(), written.text());
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO entry (number, run, at, event, digest) VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, link.number());
      insert.setString(2, link.run());
      insert.setString(3, link.at());
      insert.setString(4, link.event());
      insert.setString(5, link.digest());
      insert.executeUpdate();
    }
    if (key.isPresent()) {
      signatures.add(EntrySignature.of(link.number(), link.digest(), key.get()));
    }
    return new Entry(link.number(), run, at, event);
  }

  private ChainLink last() throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM entry ORDER BY number DESC LIMIT 1");
        var rows = query.executeQuery()) {
      return rows.next() ? link(rows) : ChainLink.BEFORE_THE_FIRST;
    }
  }

  @Override
  public List<Entry> after(long number) {
    var entries = new ArrayList<Entry>();
    var at = Instant.EPOCH;
    for (var link : links(number)) {
      var run = RunId.parse(link.run());
      if (run.isEmpty()) {
        LOG.log(Level.ERROR, "entry {0} of the journal {1} belongs to no run: \"{2}\" is no id of one", link.number(),
            file,
            link.run());
        continue;
      }
      at = time(link, at);
      entries.add(new Entry(link.number(), run.get(), at, read(link)));
    }
    return entries;
  }

  /// @param before when the entry before it was written, which stands in where its own time cannot be read
  private Instant time(ChainLink link, Instant before) {
    try {
      return Instant.parse(link.at());
    } catch (DateTimeParseException e) {
      LOG.log(Level.ERROR, "entry " + link.number() + " of the journal " + file + " has no time", e);
      return before;
    }
  }

  private RunEvent read(ChainLink link) {
    try {
      return codec.read(link.event(), this::attachment);
    } catch (NewerVersionException e) {
      throw new JournalException("the journal " + file + " was written by a newer restorebot (entry " + link.number()
          + ": " + e.getMessage() + "); this version leaves it as it is. Use the newer version.", e);
    }
  }

  /// What stands beside entries under that digest, if it is there.
  public Optional<String> attachment(String sha256) {
    return reading(() -> attachments.content(sha256));
  }

  @Override
  public String seal(long number) {
    turn.lock();
    try (var query = connection.prepareStatement("SELECT digest FROM entry WHERE number = ?")) {
      query.setLong(1, number);
      try (var rows = query.executeQuery()) {
        if (rows.next()) {
          return rows.getString(1);
        }
      }
      throw new JournalException("the journal " + file + " has no entry " + number);
    } catch (SQLException e) {
      throw new JournalException("could not read the journal " + file + ": " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  /// The whole record as it is stored at one moment, for checking.
  public SignedRecord record() {
    return reading(() -> new SignedRecord(linksAfter(0), signatures.all(), attachments.all()));
  }

  /// What is wrong with `record`, which is this journal's; empty if nothing is. What somebody with the journal's own key has found
  /// right before is not looked at again but for the chain, and that nothing is missing: checking the signatures of years takes
  /// its time.
  public Optional<String> fault(SignedRecord record, Keyring keys) {
    var head = record.head();
    var fault = record.fault(keys, checked(record));
    if (fault.isEmpty() && key.isPresent() && !record.signatures().isEmpty()) {
      keep(Checked.of(head.number(), head.digest(), key.get()));
    }
    return fault;
  }

  /// Up to which entry the record was found right by whoever has the journal's own key.
  private long checked(SignedRecord record) {
    return reading(signatures::checked)
        .filter(checked -> checked.entry() >= 1 && checked.entry() <= record.links().size())
        .filter(checked -> key.stream().anyMatch(
            own -> checked.holds(record.links().get(Math.toIntExact(checked.entry() - 1)).digest(), own.verifying())))
        .map(Checked::entry).orElse(0L);
  }

  private void keep(Checked checked) {
    turn.lock();
    try {
      signatures.keep(checked);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "it could not be kept that the journal " + file + " was checked; it is checked again", e);
    } finally {
      turn.unlock();
    }
  }

  /// The entries with numbers above `number` as they are stored, for checking and for export.
  public List<ChainLink> links(long number) {
    return reading(() -> linksAfter(number));
  }

  private List<ChainLink> linksAfter(long number) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM entry WHERE number > ? ORDER BY number")) {
      query.setLong(1, number);
      var links = new ArrayList<ChainLink>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          links.add(link(rows));
        }
      }
      return links;
    }
  }

  /// Reads as if nobody wrote meanwhile.
  private <T> T reading(Transaction.Work<T> work) {
    turn.lock();
    try {
      return Transaction.reading(connection, work);
    } catch (SQLException e) {
      throw new JournalException(
          OwnDatabase.damage(e).map(damage -> "the journal " + file + " " + damage + ". " + ADVICE)
              .orElse("could not read the journal " + file + ": " + e.getMessage()),
          e);
    } finally {
      turn.unlock();
    }
  }

  private static ChainLink link(ResultSet rows) throws SQLException {
    return new ChainLink(rows.getLong("number"), rows.getString("run"), rows.getString("at"), rows.getString("event"),
        rows.getString("digest"));
  }

  @Override
  public void close() {
    turn.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new JournalException("could not close the journal " + file + ": " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }
}
