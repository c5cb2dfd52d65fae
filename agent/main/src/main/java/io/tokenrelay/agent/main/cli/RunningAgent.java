package io.tokenrelay.agent.main.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** An agent in another JVM, asked for its status or told to drain. */
abstract class RunningAgent {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int LONGEST_STATUS = 8 * 1024 * 1024;

  /**
   * @param service a process id or a URL
   * @throws IllegalArgumentException when it is neither
   */
  static RunningAgent of(String service) {
    if (RunningJvm.isNamed(service)) {
      return new OfProcess(service);
    }
    if (service.matches("https?://.+")) {
      return new AtUrl(service);
    }
    throw new IllegalArgumentException("neither a process id nor a URL");
  }

  /**
   * The status of the agent in a JVM; null if none has registered its MBean there.
   *
   * @throws NoAnswerException when the JVM cannot be asked
   */
  static @Nullable String statusIfAny(String processId) {
    return new OfProcess(processId).statusIfAny();
  }

  /**
   * All of its status, in JSON.
   *
   * @throws NoAnswerException when it cannot be had
   */
  abstract String status();

  /**
   * Has it say that it is not ready, or takes that back.
   *
   * @throws NoAnswerException when it cannot be told
   */
  abstract void drain(boolean on);

  /** By its status port. */
  private static final class AtUrl extends RunningAgent {
    private final String url;

    AtUrl(String url) {
      this.url = url;
    }

    @Override
    String status() {
      return answer("GET", "/status.json");
    }

    @Override
    void drain(boolean on) {
      if (!answer(on ? "POST" : "DELETE", "/drain").contains("\"state\":")) {
        throw new NoAnswerException("answers, but not as an agent's status port");
      }
    }

    private String answer(String method, String path) {
      try {
        URL base = new URL(url);
        URL asked = new URL(base.getProtocol(), base.getHost(), base.getPort(), path);
        HttpURLConnection connection = (HttpURLConnection) asked.openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (connection.getResponseCode() != 200) {
          throw new NoAnswerException("answered " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
          return read(in);
        }
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("not a URL");
      } catch (IOException e) {
        throw new NoAnswerException(
            "no answer ("
                + e.getMessage()
                + "); the service opens its status port with tokenrelay.health.http-port");
      }
    }

    private static String read(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8_192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
        if (bytes.size() > LONGEST_STATUS) {
          throw new IOException("an answer without end");
        }
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
  }

  /** By its MBean. */
  private static final class OfProcess extends RunningAgent {
    private static final String MBEAN = "io.tokenrelay:type=TokenRelay";

    private final RunningJvm jvm;

    OfProcess(String processId) {
      this.jvm = new RunningJvm(processId);
    }

    @Override
    String status() {
      String status = statusIfAny();
      if (status == null) {
        throw noMBean();
      }
      return status;
    }

    private static NoAnswerException noMBean() {
      return new NoAnswerException(
          "no agent has registered its MBean there yet; it does so with the first request");
    }

    @Override
    void drain(boolean on) {
      String operation = on ? "drain" : "resume";
      if (ask((server, name) -> server.invoke(name, operation, null, null)) == null) {
        throw noMBean();
      }
    }

    @Nullable String statusIfAny() {
      return ask((server, name) -> server.getAttribute(name, "Status"));
    }

    /** Null if there is no agent. */
    @SuppressWarnings("BanJNDI") // the JDK itself says the address, of a process of this user
    private @Nullable String ask(Question question) {
      try (JMXConnector connector =
          JMXConnectorFactory.connect(new JMXServiceURL(jvm.managementAddress()))) {
        return String.valueOf(
            question.to(connector.getMBeanServerConnection(), new ObjectName(MBEAN)));
      } catch (InstanceNotFoundException nobody) {
        return null;
      } catch (IOException | JMException e) {
        throw new NoAnswerException("its management cannot be reached: " + e.getMessage());
      }
    }

    private interface Question {
      Object to(MBeanServerConnection server, ObjectName name) throws IOException, JMException;
    }
  }
}
