package dev.restorebot.bot.chat.picture;

import dev.restorebot.commands.desk.Plot;
import dev.restorebot.commands.desk.Plot.Kind;
import dev.restorebot.commands.desk.Plot.Mark;
import dev.restorebot.text.Visible;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// A plot as a picture: a mark for each snapshot at its time and size, and one on the axis for each that is missing. Times are in UTC.
public record PlotPicture(Plot plot) {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 360;
  private static final int MARKER = 7;
  private static final double STEP = 1024;
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  /// What a file of it may be called.
  public String fileName() {
    return plot.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".png";
  }

  /// The picture as a PNG. Takes a tenth of a second. Needs a font of the system.
  public byte[] png() {
    var most = plot.marks().stream().mapToLong(Mark::bytes).max().orElse(1);
    var power = 0;
    for (double rest = most; rest >= STEP && power < UNITS.size() - 1; rest /= STEP) {
      power++;
    }
    var chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(Visible.line(plot.title())).xAxisTitle("made at, UTC")
            .yAxisTitle("size, " + UNITS.get(power)).build();
    style(chart);
    var unit = Math.pow(STEP, power);
    series(chart, Kind.COMPLETE, unit, "complete", new Color(0x1f77b4), SeriesMarkers.CIRCLE);
    series(chart, Kind.INCOMPLETE, unit, "incomplete", new Color(0xff7f0e), SeriesMarkers.DIAMOND);
    series(chart, Kind.MISSING, unit, "missing", new Color(0xd62728), SeriesMarkers.TRIANGLE_UP);
    try {
      return ChartEncoder.getBytes(chart, "png");
    } catch (IOException e) {
      throw new UncheckedIOException("could not draw " + plot.title(), e);
    }
  }

  private static void style(XYChart chart) {
    var styler = chart.getStyler();
    styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    styler.setTimezone(TimeZone.getTimeZone("UTC"));
    styler.setLocale(Locale.ROOT);
    styler.setYAxisMin(0.0);
    styler.setMarkerSize(MARKER);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setChartBackgroundColor(Color.WHITE);
  }

  private void series(XYChart chart, Kind kind, double unit, String name, Color color, Marker marker) {
    var marks = plot.marks().stream().filter(mark -> mark.kind() == kind).toList();
    if (marks.isEmpty()) {
      return;
    }
    var series = chart.addSeries(name + ": " + marks.size(), marks.stream().map(mark -> Date.from(mark.at())).toList(),
        marks.stream().map(mark -> mark.bytes() / unit).toList());
    series.setMarker(marker);
    series.setMarkerColor(color);
  }
}
