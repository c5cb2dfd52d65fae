package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * What the policy that injects the agent makes of a pod. Its expressions are evaluated by a library
 * for CEL, in which an {@code Object.spec} is a map; the API server's own rules for types and for
 * merging are said again here.
 */
class InjectionPolicyTest {
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("object", SimpleType.DYN)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().build();

  /** An object is named as the path to the field in which it stands. */
  private static final Pattern FIELD =
      Pattern.compile("(\\w+):\\s*\\[?\\s*(?:[\\w.]+\\.map\\(c,\\s*)?Object\\.([\\w.]+)\\{");

  private static final String WANTED = "annotations: {tokenrelay.io/inject: 'true'}";

  @Test
  void makesOfAPodWhatTheOtherManifestSays() throws Exception {
    Map<String, Object> pod = pod(WANTED, "env: [{name: TOKENRELAY_AUDIENCES, value: shop}]");
    assertThat(matches(pod)).isTrue();
    merge(pod, asMap(evaluate(mutation(), pod)));

    V1Pod.validateJsonElement(new Gson().toJsonTree(pod));
    Pod injected = new Pod(asMap(pod.get("spec")));
    Pod byHand = Pod.of(Manifest.read("init-container.yaml").get(0));
    assertThat(injected.spec().get("volumes")).isEqualTo(byHand.spec().get("volumes"));
    assertThat(injected.only("initContainers")).isEqualTo(byHand.only("initContainers"));
    assertThat(injected.only("containers").fields().get("volumeMounts"))
        .isEqualTo(byHand.only("containers").fields().get("volumeMounts"));
    assertThat(injected.only("containers").environment())
        .containsEntry("TOKENRELAY_AUDIENCES", "shop")
        .containsEntry(
            "JAVA_TOOL_OPTIONS", byHand.only("containers").environment().get("JAVA_TOOL_OPTIONS"));
    assertThat(matches(pod)).as("once more").isFalse();
  }

  @Test
  void leavesOtherPodsAlone() throws Exception {
    String nothing = "env: []";
    assertThat(matches(pod("name: orders", nothing))).isFalse();
    assertThat(matches(pod("annotations: {other: 'true'}", nothing))).isFalse();
    assertThat(matches(pod("annotations: {tokenrelay.io/inject: 'false'}", nothing))).isFalse();
    assertThat(matches(pod(WANTED, "env: [{name: JAVA_TOOL_OPTIONS, value: -Xmx1g}]"))).isFalse();
    assertThat(matches(pod(WANTED, "image: x"))).isTrue();
  }

  @Test
  void namesEachObjectAsItsField() throws IOException {
    Matcher field = FIELD.matcher(mutation());
    int fields = 0;
    while (field.find()) {
      fields++;
      assertThat(field.group(2)).endsWith(field.group(1));
    }
    assertThat(fields).isEqualTo(8);
  }

  private static Map<String, Object> pod(String metadata, String container) {
    return new Yaml()
        .load(
            ("metadata: {" + metadata + "}\n")
                + ("spec: {containers: [{name: orders, " + container + "}]}"));
  }

  private static boolean matches(Map<String, Object> pod) throws Exception {
    for (Object each : (List<?>) policy().get("matchConditions")) {
      String condition = (String) asMap(each).get("expression");
      if (!evaluate(condition, pod).equals(true)) {
        return false;
      }
    }
    return true;
  }

  private static Object evaluate(String expression, Map<String, Object> pod) throws Exception {
    String maps =
        expression
            .replaceAll("\\bObject(\\.\\w+)*\\{", "{")
            .replaceAll("([{,]\\s*)(\\w+):", "$1\"$2\":");
    return RUNTIME.createProgram(COMPILER.compile(maps).getAst()).eval(Map.of("object", pod));
  }

  private static String mutation() throws IOException {
    Map<String, Object> first = asMap(((List<?>) policy().get("mutations")).get(0));
    return (String) asMap(first.get("applyConfiguration")).get("expression");
  }

  private static Map<String, Object> policy() throws IOException {
    return asMap(Manifest.read("inject-by-annotation.yaml").get(0).get("spec"));
  }

  /** As server-side apply does: lists by the names of their entries, or by where they mount. */
  private static void merge(Map<String, Object> into, Map<String, Object> more) {
    for (Map.Entry<String, Object> each : more.entrySet()) {
      Object there = into.get(each.getKey());
      if (there instanceof Map) {
        merge(asMap(there), asMap(each.getValue()));
      } else if (there instanceof List) {
        List<Object> entries = new ArrayList<>((List<?>) there);
        for (Object entry : (List<?>) each.getValue()) {
          mergeEntry(entries, asMap(entry));
        }
        into.put(each.getKey(), entries);
      } else {
        into.put(each.getKey(), each.getValue());
      }
    }
  }

  private static void mergeEntry(List<Object> entries, Map<String, Object> entry) {
    String key = entry.containsKey("mountPath") ? "mountPath" : "name";
    for (int i = 0; i < entries.size(); i++) {
      Map<String, Object> merged = new LinkedHashMap<>(asMap(entries.get(i)));
      if (merged.get(key).equals(entry.get(key))) {
        merge(merged, entry);
        entries.set(i, merged);
        return;
      }
    }
    entries.add(entry);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object map) {
    return (Map<String, Object>) map;
  }
}
