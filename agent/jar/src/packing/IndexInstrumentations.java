import io.tokenrelay.agent.weave.AdviceText;
import io.tokenrelay.instrumentation.spi.Declared;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.InstrumentationIndex;
import io.tokenrelay.instrumentation.spi.Rule;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Writes down what the instrumentations on the class path say of themselves, as {@link InstrumentationIndex} reads it. Run by the build,
 * from source.
 */
final class IndexInstrumentations {
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  public static void main(String[] folders) throws IOException {
    Path file = Path.of(folders[0]).resolve(InstrumentationIndex.RESOURCE);
    Files.createDirectories(file.getParent());
    Files.write(file, new IndexInstrumentations().index());
  }

  private byte[] index() throws IOException {
    List<Instrumentation> all =
        ServiceLoader.load(Instrumentation.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(each -> each.getClass().getName()))
            .collect(Collectors.toList());
    out.writeShort(all.size());
    for (Instrumentation each : all) {
      write(each);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream whole = new DataOutputStream(file);
    whole.writeShort(texts.size());
    for (String text : texts.keySet()) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      whole.writeShort(utf8.length);
      whole.write(utf8);
    }
    bytes.writeTo(whole);
    return file.toByteArray();
  }

  private void write(Instrumentation instrumentation) throws IOException {
    write(instrumentation.name());
    out.writeShort(instrumentation.purpose().ordinal());
    out.writeShort(instrumentation.isServer() ? 1 : 0);
    write(List.of(instrumentation.ownTasks()));
    write(List.of(instrumentation.tasksForRequests()));
    write(List.of(instrumentation.ownWaits()));
    write(List.of(instrumentation.opensPortsBy()));
    write(List.of(instrumentation.opensPortsOver()));
    write(List.of(instrumentation.standsOn()));
    out.writeShort(instrumentation.rules().size());
    for (Rule rule : instrumentation.rules()) {
      write(rule);
    }
  }

  private void write(Rule rule) throws IOException {
    write(rule.type());
    out.writeShort(rule.isInSomeVersions() ? 1 : 0);
    Declared condition = rule.condition();
    if (condition == null) {
      out.writeShort(InstrumentationIndex.NONE);
    } else {
      write(condition.method());
      write(condition.parameters());
    }
    write(rule.method());
    if (rule.parameters() == null) {
      out.writeShort(InstrumentationIndex.NONE);
    } else {
      write(rule.parameters());
    }
    write(rule.advice());
    write(AdviceText.of(IndexInstrumentations.class.getClassLoader(), rule.advice()));
    out.writeShort(rule.role().ordinal());
  }

  private void write(List<String> list) throws IOException {
    out.writeShort(list.size());
    for (String text : list) {
      write(text);
    }
  }

  private void write(String text) throws IOException {
    Integer place = texts.putIfAbsent(text, texts.size());
    out.writeShort(place == null ? texts.size() - 1 : place);
  }
}
