package dev.restorebot.deploy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.bundle.CelFactory;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelNativeTypesExtensions;
import dev.cel.parser.CelStandardMacro;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Validation;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The policies name what Kubernetes has: their own fields, and those of the Jobs and CronJobs that they judge.
@ParameterizedClass
@MethodSource("dev.restorebot.deploy.Overlay#folders")
class AdmissionModelTest {
  private final Admission admission;

  AdmissionModelTest(Path overlay) throws IOException {
    admission = Admission.of(overlay);
  }

  /// A misspelt field would be left out by an API server that is told not to be strict.
  @Test
  void hasNoFieldThatKubernetesDoesNotKnow() {
    assertThat(admission.policies()).allSatisfy(policy -> assertThat(unknown(policy)).isEmpty());
    assertThat(admission.bindings()).allSatisfy(binding -> assertThat(unknown(binding)).isEmpty());
  }

  /// What a model keeps because it does not know it, all the way down.
  private static List<String> unknown(Object model) throws ReflectiveOperationException {
    var unknown = new ArrayList<String>();
    for (var field : fields(model.getClass())) {
      field.setAccessible(true);
      var value = field.get(model);
      if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> kept) {
        kept.keySet().forEach(name -> unknown.add(String.valueOf(name)));
      } else if (value instanceof Collection<?> many) {
        for (var one : many) {
          unknown.addAll(one.getClass().getPackageName().startsWith("io.fabric8") ? unknown(one) : List.of());
        }
      } else if (value != null && value.getClass().getPackageName().startsWith("io.fabric8")) {
        unknown.addAll(unknown(value));
      }
    }
    return unknown;
  }

  private static List<Field> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers())).toList();
  }

  /// The API server checks expressions against the types of what they are about, and warns; this finds the same mistakes.
  @Test
  void namesNoFieldThatJobsAndCronJobsDoNotHave() {
    assertThat(admission.policies()).allSatisfy(policy -> {
      var about = policy.getSpec().getMatchConstraints().getResourceRules().getFirst().getResources().getFirst();
      var types = about.equals("cronjobs") ? CronJob.class : Job.class;
      var models = CelExtensions.nativeTypes(types);
      var known = new ArrayList<Map.Entry<String, CelType>>(List.of(Map.entry("object", type(types)),
          Map.entry("oldObject", type(types)),
          Map.entry("params.data", MapType.create(SimpleType.STRING, SimpleType.STRING)),
          Map.entry("request", MapType.create(SimpleType.STRING, SimpleType.DYN))));
      for (var variable : policy.getSpec().getVariables()) {
        known.add(Map.entry("variables." + variable.getName(), resultType(variable.getExpression(), known, models)));
      }
      for (var validation : policy.getSpec().getValidations()) {
        assertThat(resultType(validation.getExpression(), known, models)).isEqualTo(SimpleType.BOOL);
      }
    });
  }

  private static CelType type(Class<?> model) {
    return StructTypeReference.create(model.getCanonicalName());
  }

  private static CelType resultType(String expression, List<Map.Entry<String, CelType>> known,
      CelNativeTypesExtensions models)
      throws Exception {
    var cel = CelFactory.plannerCelBuilder().setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addCompilerLibraries(CelExtensions.optional(), CelExtensions.strings(), models)
        .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.strings(), models);
    known.forEach(variable -> cel.addVar(variable.getKey(), variable.getValue()));
    return cel.build().compile(expression).getAst().getResultType();
  }

  @Test
  void comparesAllOfACronJobButWhetherItIsSuspended() {
    var compared = admission.policies().stream()
        .filter(policy -> policy.getMetadata().getName().equals("restorebot-cronjobs"))
        .flatMap(policy -> policy.getSpec().getValidations().stream()).map(Validation::getExpression)
        .collect(joining("\n"));

    assertThat(fields(CronJobSpec.class)).extracting(Field::getName).filteredOn(
        name -> !Set.of("suspend", "additionalProperties").contains(name)).isNotEmpty()
        .allMatch(name -> compared
            .matches("(?s).*object\\.spec\\.\\??" + name + " == oldObject\\.spec\\.\\??" + name + "\\b.*"));
  }
}
