package dev.restorebot.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
  private static final String COMMAND = "If what the test made is right: ./mvnw -pl core -am test -Dtest=GoldenTest"
      + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true";

  @TempDir
  private Path folder;

  @Test
  void takesWhatItSays() throws IOException {
    assertThatCode(() -> golden("one\ntwo\n").says("one\ntwo\n", false)).doesNotThrowAnyException();
  }

  @Test
  void showsWhereTheyDifferAndHowToWriteIt() throws IOException {
    var golden = golden("one\ntwo\nthree\nfour\nfive\nsix\nseven\n");

    assertThatThrownBy(() -> golden.says("one\ntwo\nthree\nfour\n5\nsix\nseven\n", false))
        .isInstanceOf(AssertionError.class)
        .hasMessage(golden.file() + " says something else:\n--- " + golden.file() + "\n+++ what the test made\n"
            + "@@ -2,7 +2,7 @@\n two\n three\n four\n-five\n+5\n six\n seven\n \n" + COMMAND);
  }

  @Test
  void missesAnEndOfALine() throws IOException {
    var golden = golden("one\n");

    assertThatThrownBy(() -> golden.says("one", false)).hasMessageContaining("@@ -1,2 +1,1 @@\n one\n-\n" + COMMAND);
  }

  @Test
  void saysThatThereIsNone() {
    var golden = new Golden(folder.resolve("none.txt"));

    assertThatThrownBy(() -> golden.says("one", false)).hasMessage("there is no " + golden.file() + " yet. " + COMMAND);
  }

  @Test
  void isWrittenAnewWherePeopleWantThat() throws IOException {
    var golden = new Golden(folder.resolve("new/text.txt"));

    golden.says("one\n", true);
    assertThat(Files.readString(golden.file())).isEqualTo("one\n");

    golden.says("two\n", true);
    assertThat(golden.text()).isEqualTo("two\n");
  }

  @Test
  void isNotWrittenByATestThatOnlyComparesWithIt() throws IOException {
    var golden = golden("one\n");

    assertThatThrownBy(() -> golden.saysToo("two\n")).isInstanceOf(AssertionError.class);
    assertThat(golden.text()).isEqualTo("one\n");
  }

  private Golden golden(String text) throws IOException {
    return new Golden(Files.writeString(folder.resolve("text.txt"), text));
  }
}
