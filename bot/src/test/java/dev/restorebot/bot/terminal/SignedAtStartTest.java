package dev.restorebot.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.audit.Keyring;
import dev.restorebot.audit.SigningKey;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.sqlite.RewrittenJournal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What everybody is told of the signatures of the record when a bot starts.
class SignedAtStartTest {
  private static final String RUN = "alice: /restore pds latest-before 2026-02-25 --dry-run";
  private static final String STATUS = "alice: /restore status";
  private static final String CHANGED = "The record of who approved what was changed, and not by me: ";
  private static final SigningKey KEY = SigningKey.drawn();
  private static final Keyring KEYS = new Keyring(Optional.of(KEY), List.of());

  @TempDir
  private Path folder;
  private Sandbox world;

  @BeforeEach
  void open() {
    world = Worlds.open(folder.resolve("world"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void saysNothingWhereAllIsSigned() throws Exception {
    assertThat(says(KEYS, RUN)).doesNotContain("record of who approved what");
    assertThat(says(KEYS, STATUS)).doesNotContain("record of who approved what");
  }

  @Test
  void saysOnceThatNothingWasSignedBeforeThereWasAKey() throws Exception {
    says(Keyring.NONE, RUN);

    assertThat(says(KEYS, STATUS, RUN)).contains("I sign the record of who approved what from now on, with the key "
        + KEY.verifying().id() + ". None of its ", " entries is signed so far.");
    assertThat(says(KEYS, STATUS)).doesNotContain("record of who approved what");
  }

  @Test
  void saysThatTheRecordWasWrittenAnewWithoutTheKey() throws Exception {
    says(KEYS, RUN);
    RewrittenJournal.rewrite(world.journal(), 1, event -> event.replace("alice", "mallory"));

    assertThat(says(KEYS, STATUS)).contains(CHANGED + "the signature of entry 1 is wrong");
    assertThat(says(KEYS, STATUS)).as("at each start").contains(CHANGED + "the signature of entry 1 is wrong");
  }

  @Test
  void saysThatAllSignaturesWereRemoved() throws Exception {
    says(KEYS, RUN);
    RewrittenJournal.execute(world.journal(), "DROP TRIGGER signature_is_never_deleted", "DELETE FROM signature");

    assertThat(says(KEYS, STATUS)).contains("If you have read it before, somebody removed the signatures");
  }

  @Test
  void saysThatTheKeyIsNotThereAndThenThatEntriesLackTheirSignatures() throws Exception {
    says(KEYS, RUN);

    assertThat(says(Keyring.NONE, STATUS, RUN)).contains("I have no key to sign the record of who approved what",
        "Set RESTOREBOT_SIGNING_KEY to the key, and start me again, before you approve anything.");
    assertThat(says(KEYS, STATUS)).contains(CHANGED).contains(" is not signed, although entries before it are");
  }

  @Test
  void goesOnWithANewKeyWhereItKnowsTheOneBefore() throws Exception {
    says(KEYS, RUN);
    var next = SigningKey.drawn();

    assertThat(says(new Keyring(Optional.of(next), List.of()), STATUS))
        .contains(
            CHANGED + "entry 1 is signed with the key " + KEY.verifying().id() + ", whose public half is not at hand");
    assertThat(says(new Keyring(Optional.of(next), List.of(KEY.verifying())), RUN, STATUS))
        .doesNotContain("record of who approved what");
  }

  private String says(Keyring keys, String... lines) throws InterruptedException {
    var out = new ByteArrayOutputStream();
    Script.of(List.of(lines)).unwrapped().play(world,
        Wiring.opening(world, Place.in(world).with(keys), UnaryOperator.identity()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
