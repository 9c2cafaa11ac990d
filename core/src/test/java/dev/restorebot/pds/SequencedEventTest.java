package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events as a PDS writes them, byte for byte: it ends the connection of every relay over one that is written otherwise (the bytes are
/// those of `@atproto/lex-cbor`).
class SequencedEventTest {
  private static final String DID = "did:plc:a";

  @Test
  void areWrittenAsAPdsWritesThem() {
    assertThat(hex(SequencedEvent.identity(DID))).isEqualTo("a163646964696469643a706c633a61");
    assertThat(hex(SequencedEvent.account(DID, new AccountState(null, null, null))))
        .isEqualTo("a263646964696469643a706c633a6166616374697665f5");
    assertThat(hex(SequencedEvent.deletion(DID)))
        .isEqualTo("a363646964696469643a706c633a6166616374697665f4667374617475736764656c65746564");
  }

  @Test
  void tellWhereARepoIs() {
    var root = new RepoRoot("bafyreiaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "3n", new byte[]{1, 2, 3});

    var cid = "01711220" + "00".repeat(32);
    assertThat(hex(SequencedEvent.sync(DID, root))).isEqualTo("a3" + "63646964" + "696469643a706c633a61" + "63726576"
        + "62336e" + "66626c6f636b73" + "5863" + "3a" + "a2" + "65726f6f7473" + "81" + "d82a" + "5825" + "00" + cid
        + "6776657273696f6e" + "01" + "27" + cid + "010203");
  }

  @ParameterizedTest
  @CsvSource({"account, a363646964696469643a706c633a6166616374697665f4667374617475736764656c65746564, true",
      "account, a363646964696469643a706c633a6166616374697665f466737461747573697461" + "6b656e646f776e, false",
      "account, a263646964696469643a706c633a6166616374697665f5, false", "account, 00, false", "account, ff, false",
      "account, '', false", "tombstone, a0, true",
      "identity, a363646964696469643a706c633a6166616374697665f4667374617475736764656c65746564, false"})
  void tellOfADeletion(String type, String body, boolean deletion) {
    assertThat(SequencedEvent.isDeletion(type, HexFormat.of().parseHex(body))).isEqualTo(deletion);
  }

  @Test
  void surviveADidOfAnyLength() {
    var did = "did:web:" + "a".repeat(500);

    assertThat(new String(SequencedEvent.identity(did).body(), StandardCharsets.UTF_8)).endsWith(did);
    assertThat(DagCbor.text(SequencedEvent.identity(did).body(), "did")).hasValue(did);
  }

  private static String hex(SequencedEvent event) {
    return HexFormat.of().formatHex(event.body());
  }
}
