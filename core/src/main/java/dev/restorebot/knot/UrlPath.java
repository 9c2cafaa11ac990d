package dev.restorebot.knot;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The path of a repository in a URL, as Go writes it and git sends it: `:` as it is, and everything else that is not allowed there in
/// hexadecimal. A knot takes any other spelling of the same path for another path: its router goes by the raw path where that is not
/// what Go would write (sources: `EscapedPath` of Go's net/url, `mux.go` of chi).
public final class UrlPath {
  private static final Pattern LEFT_AS_IT_IS = Pattern.compile("%(24|26|2B|2C|3A|3B|3D|40|7E)");

  private UrlPath() {}

  /// `path`, whose names are parted by slashes. Pure.
  public static String of(String path) {
    return Arrays.stream(path.split("/", -1)).map(UrlPath::name).collect(Collectors.joining("/"));
  }

  private static String name(String name) {
    var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return LEFT_AS_IT_IS.matcher(encoded).replaceAll(
        match -> Matcher.quoteReplacement(URLDecoder.decode(match.group(), StandardCharsets.UTF_8)));
  }
}
