package dev.restorebot.deploy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What an API server answers that has some admission policies. Evaluates their expressions as it does: on objects whose
/// fields have no types yet, all validations each time. Thread-safe.
final class Admission {
  private static final Cel CEL = cel();
  private static final Map<String, Program> PROGRAMS = new ConcurrentHashMap<>();

  private final List<ValidatingAdmissionPolicy> policies;
  private final List<ValidatingAdmissionPolicyBinding> bindings;
  private final List<ConfigMap> parameters;

  /// @param parameters the ConfigMaps of the cluster
  Admission(List<ValidatingAdmissionPolicy> policies, List<ValidatingAdmissionPolicyBinding> bindings,
      List<ConfigMap> parameters) {
    this.policies = List.copyOf(policies);
    this.bindings = List.copyOf(bindings);
    this.parameters = List.copyOf(parameters);
  }

  /// What comes with the overlay in `folder`.
  static Admission of(Path folder) throws IOException {
    var all = Overlay.read(Overlay.root().resolve("admission")).with(Overlay.read(folder.resolve("admission")));
    return new Admission(all.all(ValidatingAdmissionPolicy.class), all.all(ValidatingAdmissionPolicyBinding.class),
        all.all(ConfigMap.class));
  }

  /// An image that a Job may have.
  String image() {
    return parameters.getFirst().getData().getOrDefault("images", "").split(",", -1)[0];
  }

  private static Cel cel() {
    var cel = CelFactory.plannerCelBuilder().setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addCompilerLibraries(CelExtensions.optional(), CelExtensions.strings(Function.SPLIT))
        .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.strings(Function.SPLIT));
    Stream.of("object", "oldObject", "request", "params", "variables")
        .forEach(name -> cel.addVar(name, SimpleType.DYN));
    return cel.build();
  }

  /// What is asked of the API server.
  ///
  /// @param operation `CREATE`, `UPDATE`, `DELETE` or `CONNECT`
  /// @param resource with its subresource: `pods/exec`
  /// @param name of what it is asked about
  /// @param object as it would be afterwards; empty where there is none
  /// @param old as it is before; empty where there is none
  record Request(String user, String operation, String group, String resource, String namespace, String name,
      Optional<Map<String, Object>> object, Optional<Map<String, Object>> old) {
    /// One about a thing that is called as a workload's first pod is.
    Request(String user, String operation, String group, String resource, String namespace,
        Optional<Map<String, Object>> object, Optional<Map<String, Object>> old) {
      this(user, operation, group, resource, namespace, "pds-0", object, old);
    }

    private Map<String, Object> variables() {
      var variables = new HashMap<String, Object>();
      variables.put("request", Map.of("operation", operation, "name", name, "userInfo", Map.of("username", user)));
      object.ifPresent(there -> variables.put("object", there));
      old.ifPresent(there -> variables.put("oldObject", there));
      return variables;
    }
  }

  /// Why the request is refused: the message of each validation that does not hold. Empty if it is let through.
  List<String> refusals(Request request) {
    return policies.stream().filter(policy -> matches(policy, request)).flatMap(policy -> refusals(policy, request))
        .toList();
  }

  private Stream<String> refusals(ValidatingAdmissionPolicy policy, Request request) {
    var name = policy.getMetadata().getName();
    return bindings.stream().filter(binding -> binding.getSpec().getPolicyName().equals(name)).flatMap(binding -> {
      var variables = request.variables();
      if (policy.getSpec().getParamKind() != null) {
        var parameter = parameter(binding, request.namespace());
        if (parameter.isEmpty()) {
          return Stream.of("no params found for policy binding " + binding.getMetadata().getName());
        }
        variables.put("params", Map.of("data", parameter.get().getData()));
      }
      return broken(policy, variables);
    });
  }

  private Optional<ConfigMap> parameter(ValidatingAdmissionPolicyBinding binding, String namespace) {
    return parameters.stream().filter(map -> map.getMetadata().getNamespace().equals(namespace)
        && map.getMetadata().getName().equals(binding.getSpec().getParamRef().getName())).findFirst();
  }

  private static Stream<String> broken(ValidatingAdmissionPolicy policy, Map<String, Object> variables) {
    var named = new HashMap<String, Object>();
    var all = new HashMap<>(variables);
    all.put("variables", named);
    for (var variable : policy.getSpec().getVariables()) {
      try {
        named.put(variable.getName(), evaluate(variable.getExpression(), all));
      } catch (CelEvaluationException e) {
        return Stream.of("expression '" + variable.getExpression() + "' resulted in error: " + e.getMessage());
      }
    }
    return policy.getSpec().getValidations().stream().flatMap(validation -> broken(validation, all).stream());
  }

  private static Optional<String> broken(Validation validation, Map<String, Object> variables) {
    try {
      return Boolean.TRUE.equals(evaluate(validation.getExpression(), variables))
          ? Optional.empty()
          : Optional.of(validation.getMessage());
    } catch (CelEvaluationException e) {
      return Optional.of("expression '" + validation.getExpression() + "' resulted in error: " + e.getMessage());
    }
  }

  private static boolean matches(ValidatingAdmissionPolicy policy, Request request) {
    return policy.getSpec().getMatchConstraints().getResourceRules().stream().anyMatch(rule -> covers(rule, request))
        && policy.getSpec().getMatchConditions().stream().allMatch(condition -> {
          try {
            return Boolean.TRUE.equals(evaluate(condition.getExpression(), request.variables()));
          } catch (CelEvaluationException e) {
            throw new AssertionError(e);
          }
        });
  }

  /// A rule for `*` covers all resources and no subresource.
  private static boolean covers(NamedRuleWithOperations rule, Request request) {
    return among(rule.getApiGroups(), request.group()) && among(rule.getOperations(), request.operation())
        && (rule.getResources().contains(request.resource())
            || (rule.getResources().contains("*") && !request.resource().contains("/")));
  }

  private static boolean among(List<String> words, String word) {
    return words.contains("*") || words.contains(word);
  }

  private static Object evaluate(String expression, Map<String, Object> variables) throws CelEvaluationException {
    return PROGRAMS.computeIfAbsent(expression, Admission::compile).eval(variables);
  }

  private static Program compile(String expression) {
    try {
      return CEL.createProgram(CEL.compile(expression).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new AssertionError(expression, e);
    }
  }

  /// This with `other` in place of the policy of that name.
  Admission with(ValidatingAdmissionPolicy other) {
    return new Admission(policies.stream().map(
        policy -> policy.getMetadata().getName().equals(other.getMetadata().getName()) ? other : policy).toList(),
        bindings, parameters);
  }

  List<ValidatingAdmissionPolicy> policies() {
    return policies;
  }

  List<ValidatingAdmissionPolicyBinding> bindings() {
    return bindings;
  }

  List<ConfigMap> parameters() {
    return parameters;
  }
}
