package io.tokenrelay.smoke.doors;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The objects in a file below {@code docs/deployment/kubernetes}. */
final class Manifest {
  static final Path FOLDER = War.home().resolve("docs/deployment/kubernetes");

  private Manifest() {}

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> read(String file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<Map<String, Object>> objects = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(FOLDER.resolve(file), StandardCharsets.UTF_8)) {
      for (Object each : new Yaml(new SafeConstructor(strict)).loadAll(text)) {
        objects.add((Map<String, Object>) each);
      }
    }
    return objects;
  }
}
