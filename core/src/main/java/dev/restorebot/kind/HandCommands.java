package dev.restorebot.kind;

import java.util.List;

/// What a kind does to a running service and asks of others, as commands of a shell (bash) that a person runs. They have `curl`
/// and what every Unix has. They can call `say TEXT`, which prints a line; `number NAME`, which prints a figure that the fix-up
/// left behind, or nothing; `staged_as ITEM`, which prints in which state an item was staged, a line each with the state and what
/// it is of, or nothing; and, in a check, `passed NAME DETAIL` and `failed NAME DETAIL`.
///
/// @param functions definitions that the commands need
/// @param still each fails, with its reason on standard error, if the parameters of the fix-up no longer suit the world
/// @param announce each tells one of those who must know that the service is back, and says how that went
/// @param check each checks one thing of the running service; asked again until all have passed, or for two minutes
public record HandCommands(List<String> functions, List<String> still, List<String> announce, List<String> check) {
  public HandCommands {
    functions = List.copyOf(functions);
    still = List.copyOf(still);
    announce = List.copyOf(announce);
    check = List.copyOf(check);
  }
}
