import java.net.ServerSocket;
import java.util.logging.LogManager;

/** As an application server does it, but slowly: everything before that may only be the agent's. */
public final class ChoosesItsLogManagerLate {
  public static final class Own extends LogManager {}

  public static void main(String[] arguments) throws Exception {
    Thread.sleep(2_500);
    System.setProperty("java.util.logging.manager", Own.class.getName());
    System.out.println("log manager " + LogManager.getLogManager().getClass().getName());
    System.out.println("READY " + new ServerSocket(0).getLocalPort());
  }
}
