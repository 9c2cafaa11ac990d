package dev.restorebot.knot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One row of the table `acl`, as the library casbin reads it when a knot starts.
///
/// @param type `p`: a right; `g`: who belongs to a role
/// @param values of the columns `v0` to `v5`, without the empty ones at the end
record AclRow(String type, List<String> values) {
  /// The only domain that a knot knows.
  static final String DOMAIN = "thisserver";
  /// The role of the knot's owner.
  static final String KNOT_OWNER = "server:owner";
  /// The role of the knot's members.
  static final String KNOT_MEMBER = "server:member";
  private static final int RIGHT = 4;
  private static final int ROLE = 3;

  AclRow {
    var cut = new ArrayList<>(values);
    while (!cut.isEmpty() && cut.getLast().isEmpty()) {
      cut.removeLast();
    }
    values = List.copyOf(cut);
  }

  /// That `who` may do `action` to `what`.
  static AclRow policy(String who, String what, String action) {
    return new AclRow("p", List.of(who, DOMAIN, what, action));
  }

  /// That `who` belongs to `role`.
  static AclRow role(String who, String role) {
    return new AclRow("g", List.of(who, role, DOMAIN));
  }

  /// The value of column `index`, `v0` first; empty if it is.
  String value(int index) {
    return index < values.size() ? values.get(index) : "";
  }

  /// True if it says that somebody belongs to `role`.
  boolean gives(String role) {
    return type.equals("g") && value(1).equals(role) && value(2).equals(DOMAIN);
  }

  /// True if it is a right to one repository, and not to the knot as a whole.
  boolean aboutRepository() {
    return type.equals("p") && value(1).equals(DOMAIN) && !value(2).equals(DOMAIN);
  }

  /// Why a knot with this row does not start, or takes it for another one (sources: casbin's `HasPolicyEx` wants 4 values of a
  /// right and at least 3 of a role; the adapter joins what is not empty with commas and has it parsed as a line of CSV).
  Optional<String> defect() {
    if (!type.equals("p") && !type.equals("g")) {
      return Optional.of("is of no type that a knot knows");
    }
    if (values.contains("")) {
      return Optional.of("has an empty value before another one");
    }
    if (values.stream().anyMatch(value -> value.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0))) {
      return Optional.of("has a comma, a quotation mark or the end of a line in a value");
    }
    if (type.equals("p") && values.size() != RIGHT) {
      return Optional.of("has " + Words.number(values.size(), "value", "values") + ", and a right needs " + RIGHT);
    }
    return type.equals("g") && values.size() < ROLE
        ? Optional.of("has " + Words.number(values.size(), "value", "values") + ", and a role needs " + ROLE)
        : Optional.empty();
  }

  /// As it stands in the database.
  @Override
  public String toString() {
    return Words.of(type) + (values.isEmpty() ? "" : ", ")
        + String.join(", ", values.stream().map(Words::of).toList());
  }
}
