package dev.restorebot.knot;

import dev.restorebot.cluster.Shell;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.kind.Item;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is asked of a knot, as commands for people.
record KnotByHand(KnotSettings settings) {
  HandCommands commands(Contents snapshot) {
    var repositories = snapshot.with(KnotItem.REPOSITORY);
    var check = new ArrayList<String>();
    check.add(Shell.command("check_knot", settings.url(), xrpc("sh.tangled.knot.version")));
    repositories.forEach(repository -> check.add(branches(repository)));
    repositories.stream().filter(item -> !RepositoryCheck.branches(item).isEmpty()).findFirst()
        .ifPresent(item -> check.add(Shell.command("check_read", item.id(), base() + "/" + UrlPath.of(item.id())
            + "/info/refs?service=git-upload-pack")));
    return new HandCommands(functions(), List.of(), List.of(), check);
  }

  private static List<String> functions() {
    var lines = new ArrayList<>(Shell.script(KnotByHand.class, "knot.sh"));
    lines.add("");
    lines.add("# What it means that a knot answers with the status $1 and the error $2 about a repository.");
    lines.add("meaning() {");
    lines.add("  case \"$1 $2\" in");
    lines.add(meaning("200\\ *", RepositoryCheck.NO_BRANCH));
    lines.add(meaning("204\\ * | *\\ RepoNotFound", RepositoryCheck.ABSENT));
    lines.add(meaning("5*", RepositoryCheck.meaning(500, "")));
    lines.add(meaning("*", RepositoryCheck.UNCLEAR));
    lines.add("  esac");
    lines.add("}");
    return lines;
  }

  private static String meaning(String answers, String means) {
    return "    " + answers + ") " + Shell.command("say", means) + " ;;";
  }

  private String branches(Item repository) {
    var arguments = new ArrayList<Object>();
    arguments.add(repository.id());
    arguments.add(xrpc("sh.tangled.repo.branches?repo=" + encoded(repository.id()) + "&limit=50"));
    RepositoryCheck.branches(repository).forEach((name, commit) -> arguments.add(commit + " " + name));
    return Shell.command("check_repository", arguments.toArray());
  }

  private String xrpc(String method) {
    return base() + "/xrpc/" + method;
  }

  private String base() {
    return settings.url().toString().replaceFirst("/+$", "");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
