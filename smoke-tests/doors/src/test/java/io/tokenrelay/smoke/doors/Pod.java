package io.tokenrelay.smoke.doors;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of a deployment, as its manifest describes them. */
record Pod(Map<?, ?> spec) {
  static Pod of(Map<?, ?> deployment) {
    Map<?, ?> template = (Map<?, ?>) ((Map<?, ?>) deployment.get("spec")).get("template");
    return new Pod((Map<?, ?>) template.get("spec"));
  }

  /** The one container of a kind. */
  Container only(String kind) {
    List<?> containers = (List<?>) spec.get(kind);
    if (containers.size() != 1) {
      throw new IllegalStateException(kind + ": " + containers);
    }
    return new Container((Map<?, ?>) containers.get(0));
  }

  record Container(Map<?, ?> fields) {
    List<String> words(String field) {
      return ((List<?>) fields.get(field)).stream().map(Object::toString).toList();
    }

    Map<?, ?> map(String field) {
      return (Map<?, ?>) fields.get(field);
    }

    Map<String, String> environment() {
      Map<String, String> environment = new TreeMap<>();
      for (Object each : (List<?>) fields.get("env")) {
        Map<?, ?> variable = (Map<?, ?>) each;
        environment.put((String) variable.get("name"), (String) variable.get("value"));
      }
      return environment;
    }
  }
}
