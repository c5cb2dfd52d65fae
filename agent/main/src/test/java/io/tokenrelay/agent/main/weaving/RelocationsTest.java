package io.tokenrelay.agent.main.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.RelocatedPackage;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelocationsTest {
  private final Instrumentation client = new Client();
  private final Instrumentation flow = new Flow();

  @Test
  void makesOneMoreInstrumentationForEachCopy() {
    Relocations relocations =
        relocations("org.acme.client=a.client", "org.acme.core=a.core", "com.flow=a.flow");

    assertThat(relocations.problems()).isEmpty();
    assertThat(types(relocations, client))
        .containsExactly("a.client.Client[a.core.Request]", "a.core.Pool null", "a.flow.Flow null");
    assertThat(types(relocations, flow)).containsExactly("a.flow.Flow null");
  }

  @Test
  void tellsByTheirNamesWhatBelongsToWhichCopy() {
    Relocations relocations =
        relocations(
            "org.acme.core=b.deep.core",
            "org.acme.client=a.client",
            "org.acme.client=b.client",
            "org.acme.core=a.core");

    assertThat(relocations.problems()).isEmpty();
    assertThat(types(relocations, client))
        .containsExactly(
            "b.client.Client[b.deep.core.Request]",
            "b.deep.core.Pool null",
            "a.client.Client[a.core.Request]",
            "a.core.Pool null");
    assertThat(relocations.copiesOf(client))
        .extracting(Instrumentation::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void leavesOutWhatBelongsToAnotherCopy() {
    Relocations relocations =
        relocations("org.acme.client=a.client", "org.acme.client=b.client", "org.acme.core=b.core");

    assertThat(types(relocations, client))
        .containsExactly(
            "a.client.Client[org.acme.core.Request]",
            "b.client.Client[b.core.Request]",
            "b.core.Pool null");
  }

  @Test
  void saysWhatCannotBeTold() {
    Relocations relocations =
        relocations(
            "org.acme.client=a.client",
            "org.acme.client=b.client",
            "org.acme.core=x.core",
            "org.acme.core=y.core");

    assertThat(relocations.problems())
        .contains(
            "tokenrelay.relocations: which of x.core and y.core belongs to a.client cannot be told"
                + " from their names; what belongs together must begin alike");
  }

  @Test
  void weavesNothingThatTwoCopiesShare() {
    Relocations relocations =
        relocations("org.acme.client=a.client", "org.acme.client=b.client", "org.acme.core=s.core");

    assertThat(relocations.problems())
        .containsExactly(
            "tokenrelay.relocations: several copies share s.core.Pool, which is not woven: give"
                + " each copy the packages that it stands on");
    assertThat(types(relocations, client))
        .containsExactly("a.client.Client[s.core.Request]", "b.client.Client[s.core.Request]");
  }

  @Test
  void makesNoneForACopyOfWhatALibraryStandsOn() {
    Relocations relocations = relocations("com.flow=x.flow");

    assertThat(types(relocations, client)).isEmpty();
    assertThat(types(relocations, flow)).containsExactly("x.flow.Flow null");
  }

  @Test
  void leavesWhatIsWovenAnyway() {
    Relocations relocations = relocations("com.flow=org.known.flow");

    assertThat(relocations.problems()).isEmpty();
    assertThat(relocations.copiesOf(flow)).isEmpty();
  }

  @Test
  void warnsOfAPackageThatNoInstrumentationNames() {
    assertThat(relocations("org.acme.clinet=a.client").problems())
        .containsExactly(
            "tokenrelay.relocations: org.acme.clinet is no library that TokenRelay weaves; did you"
                + " mean org.acme.client?");
    assertThat(relocations("com.google.gson=a.gson").problems())
        .containsExactly(
            "tokenrelay.relocations: com.google.gson is no library that TokenRelay weaves, and"
                + " nothing of it is woven as a.gson");
    assertThat(relocations("org.acme=a", "io.netty.channel=b", "com.zaxxer.hikari=c").problems())
        .isEmpty();
  }

  @Test
  void knowsTheTasksOfTheCopies() {
    Relocations relocations = relocations("com.flow=a.flow", "io.vertx=a.vertx");
    List<String> tasks = new ArrayList<>(Arrays.asList("com.flow.", "io.vertx.", "rx.internal."));
    List<String> waits = new ArrayList<>(Arrays.asList("com.flow.pool.*", "redis.clients.*"));

    relocations.addBeginnings(tasks);
    relocations.addGlobs(waits);

    assertThat(tasks)
        .containsExactly("com.flow.", "io.vertx.", "rx.internal.", "a.flow.", "a.vertx.");
    assertThat(waits).containsExactly("com.flow.pool.*", "redis.clients.*", "a.flow.pool.*");
  }

  private Relocations relocations(String... pairs) {
    List<RelocatedPackage> packages = new ArrayList<>();
    for (String pair : pairs) {
      packages.add(RelocatedPackage.of(pair));
    }
    return Relocations.of(packages, Arrays.asList(client, flow));
  }

  private static List<String> types(Relocations relocations, Instrumentation of) {
    List<String> types = new ArrayList<>();
    for (Instrumentation copy : relocations.copiesOf(of)) {
      for (Rule rule : copy.rules()) {
        types.add(rule.type() + (rule.parameters() == null ? " null" : rule.parameters()));
      }
    }
    return types;
  }

  private static final class Client extends Instrumentation {
    Client() {
      super("client");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("org.acme.client.Client").method("send", "org.acme.core.Request").with("Advice");
      weave.type("org.acme.core.Pool").methods("take").with("Advice");
      weave.type("com.flow.Flow").methods("begin").with("Advice");
    }

    @Override
    public String[] standsOn() {
      return new String[] {"com.flow."};
    }
  }

  private static final class Flow extends Instrumentation {
    Flow() {
      super("flow");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("com.flow.Flow").methods("run").with("Advice");
      weave.type("org.known.flow.Flow").methods("run").with("Advice");
    }
  }

  /** Its classes may be loaded: what guards them would not be woven. */
  @Test
  void weavesNoCopyInAJvmThatRunsAlready() {
    Relocations relocations = Relocations.ofRunningJvm();

    assertThat(relocations.problems())
        .singleElement()
        .asString()
        .startsWith("tokenrelay.relocations: no shaded copy is woven")
        .contains("-javaagent");
  }
}
