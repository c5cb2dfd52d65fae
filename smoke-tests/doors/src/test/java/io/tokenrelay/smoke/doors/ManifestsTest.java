package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1MutatingAdmissionPolicy;
import io.kubernetes.client.openapi.models.V1MutatingAdmissionPolicyBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests for Kubernetes, against the API's schema: unknown fields count as mistakes. */
class ManifestsTest {
  private static final String AGENT = "-javaagent:/opt/tokenrelay/tokenrelay-javaagent.jar";

  @Test
  void areWhatTheApiTakes() throws IOException {
    try (Stream<Path> files = Files.list(Manifest.FOLDER)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(3);
      for (Path file : all) {
        for (Map<String, Object> each : Manifest.read(file.getFileName().toString())) {
          validate(each);
        }
      }
    }
  }

  @Test
  void wouldBeRejectedWithAMisspeltField() throws IOException {
    Map<String, Object> deployment = Manifest.read("init-container.yaml").get(0);
    Map<?, ?> container = Pod.of(deployment).only("containers").fields();
    @SuppressWarnings("unchecked")
    Map<String, Object> fields = (Map<String, Object>) container;
    fields.put("volumeMount", List.of());
    assertThatThrownBy(() -> validate(deployment)).hasMessageContaining("volumeMount");
  }

  @Test
  void bringTheSameJarToTheSamePlace() throws IOException {
    Pod pod = Pod.of(Manifest.read("init-container.yaml").get(0));
    Pod.Container init = pod.only("initContainers");
    String policy = Files.readString(Manifest.FOLDER.resolve("inject-by-annotation.yaml"));
    assertThat(pod.only("containers").environment()).containsEntry("JAVA_TOOL_OPTIONS", AGENT);
    assertThat(policy)
        .contains("value: \"" + AGENT + '"')
        .contains("image: \"" + init.fields().get("image") + '"')
        .contains("command: [\"" + String.join("\", \"", init.words("command")) + "\"]");
  }

  private static void validate(Map<String, Object> object) throws IOException {
    JsonElement json = new Gson().toJsonTree(object);
    switch (object.get("apiVersion") + " " + object.get("kind")) {
      case "apps/v1 Deployment" -> V1Deployment.validateJsonElement(json);
      case "admissionregistration.k8s.io/v1 MutatingAdmissionPolicy" ->
          V1MutatingAdmissionPolicy.validateJsonElement(json);
      case "admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding" ->
          V1MutatingAdmissionPolicyBinding.validateJsonElement(json);
      default -> throw new IllegalArgumentException("no schema for " + object);
    }
  }
}
