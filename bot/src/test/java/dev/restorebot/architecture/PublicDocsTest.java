package dev.restorebot.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublicDocsTest {
  @Test
  void everyPublicTypeAndMethodOfAPublicInterfaceIsDocumented() throws IOException {
    var scanner = new Undocumented();

    for (var module : Modules.withSources()) {
      scanner.scan(module);
    }

    assertThat(scanner.offenders).as("what is public and lacks a `///` comment").isEmpty();
    assertThat(scanner.looked).as("public types and methods looked at").isPositive();
  }

  /// Only parses: whether something is public is seen in the source alone.
  private static final class Undocumented extends TreePathScanner<@Nullable Void, DocTrees> {
    private final List<String> offenders = new ArrayList<>();
    private int looked;

    private void scan(Path module) throws IOException {
      var compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests run on a JDK");
      try (var files = compiler.getStandardFileManager(null, null, null)) {
        var sources = files.getJavaFileObjectsFromPaths(Modules.sources(module));
        var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, sources);
        scan(task.parse(), DocTrees.instance(task));
      }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, DocTrees docs) {
      if (!isPublic(type.getModifiers())) {
        return null; // nor is anything in it
      }
      look(type.getSimpleName().toString(), docs);
      return super.visitClass(type, docs);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, DocTrees docs) {
      if (parent() instanceof ClassTree type && isInterface(type)
          && isPublic(method.getModifiers()) && !overrides(method)) {
        look(type.getSimpleName() + "." + method.getName(), docs);
      }
      return null; // what is declared inside a method is nobody else's
    }

    private void look(String name, DocTrees docs) {
      looked++;
      if (docs.getDocComment(getCurrentPath()) == null) {
        offenders.add(location(getCurrentPath().getCompilationUnit(), docs) + " " + name);
      }
    }

    /// As `RunId.java:12`, after the path from the project's folder.
    private String location(CompilationUnitTree unit, DocTrees docs) {
      var start = docs.getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf());
      var file = Modules.root().relativize(Path.of(unit.getSourceFile().toUri()));
      return file + ":" + unit.getLineMap().getLineNumber(start);
    }

    private boolean isPublic(ModifiersTree modifiers) {
      var inInterface = parent() instanceof ClassTree type && isInterface(type);
      return inInterface
          ? !modifiers.getFlags().contains(Modifier.PRIVATE)
          : modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private Tree parent() {
      return getCurrentPath().getParentPath().getLeaf();
    }

    private static boolean isInterface(ClassTree type) {
      return type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
    }

    private static boolean overrides(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
  }
}
