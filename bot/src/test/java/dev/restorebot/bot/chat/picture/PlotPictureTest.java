package dev.restorebot.bot.chat.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restorebot.commands.desk.Plot;
import dev.restorebot.commands.desk.Plot.Kind;
import dev.restorebot.commands.desk.Plot.Mark;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Draws sixty nights, of which the twentieth is missing and the fortieth incomplete; to look at in `target/plot.png`.
class PlotPictureTest {
  private static final int RED = 0xffd62728;
  private static final int ORANGE = 0xffff7f0e;
  private static final int BLUE = 0xff1f77b4;
  private static final Instant FIRST = Instant.parse("2026-01-01T02:00:11Z");

  @BeforeAll
  static void fontsAreThere() {
    assumeTrue(Fonts.areThere(), Fonts.MISSING);
  }

  @Test
  void marksEachSnapshotAndEachThatIsMissing() throws IOException {
    var png = new PlotPicture(new Plot("Snapshots of pds", "60 snapshots", nights())).png();
    Files.write(Path.of("target/plot.png"), png);

    var image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(960);
    assertThat(count(image, RED)).isPositive();
    assertThat(count(image, ORANGE)).isPositive();
    assertThat(count(image, BLUE)).isGreaterThan(10 * count(image, ORANGE));
  }

  @Test
  void drawsNothingOfWhatIsNotThere() throws IOException {
    var well = nights().stream().filter(mark -> mark.kind() == Kind.COMPLETE).toList();

    var image = ImageIO.read(new ByteArrayInputStream(new PlotPicture(new Plot("Snapshots", "", well)).png()));

    assertThat(count(image, RED) + count(image, ORANGE)).isZero();
  }

  @Test
  void isCalledWhatAFileMayBeCalled() {
    assertThat(new PlotPicture(new Plot("Snapshots of ../pds", "", nights())).fileName())
        .isEqualTo("snapshots-of-pds.png");
  }

  private static List<Mark> nights() {
    var marks = new ArrayList<Mark>();
    for (var night = 0; night < 60; night++) {
      var kind = night == 20 ? Kind.MISSING : night == 40 ? Kind.INCOMPLETE : Kind.COMPLETE;
      marks.add(
          new Mark(FIRST.plus(Duration.ofDays(night)), kind == Kind.MISSING ? 0 : (4L << 20) + night * 30_000L, kind));
    }
    return marks;
  }

  private static long count(BufferedImage image, int color) {
    var count = 0L;
    for (var y = 0; y < image.getHeight(); y++) {
      for (var x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == color ? 1 : 0;
      }
    }
    return count;
  }
}
