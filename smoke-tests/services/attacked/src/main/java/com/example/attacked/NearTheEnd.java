package com.example.attacked;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * An application with a recursion that ends too late: a valve before the door, or a servlet before
 * a call, goes on when its stack has nearly ended. {@code ?before=door|call&frames=<left>}
 */
public final class NearTheEnd {
  private NearTheEnd() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, Act> acts = new TreeMap<>();
    for (String library : new String[] {"okhttp", "httpclient4", "httpclient5", "url"}) {
      client(library).get(World.URL + "/nobody/warm"); // its own classes are not what is tried
      acts.put(library, owner -> call(client(library), owner));
    }
    Program.serve(new ActServlet(acts), new Deep());
  }

  /** A new one each time: an error puts an end to the pools of some. */
  private static Client client(String library) {
    return library.equals("url") ? ClientsByName.url() : ClientsByName.make(library, "");
  }

  private static String call(Client client, String owner) throws Exception {
    String url = World.URL + '/' + owner + "/near-the-end";
    int frames = frames(ActServlet.request().getParameter("before"), "call");
    if (frames == 0) {
      return client.get(url);
    }
    String[] answer = {"the stack has ended"};
    descend(frames, () -> answer[0] = client.get(url));
    return answer[0];
  }

  private static int frames(String before, String here) {
    return before != null && before.startsWith(here)
        ? Integer.parseInt(before.substring(here.length()))
        : 0;
  }

  /** What is done at the end of the stack. */
  private interface Step {
    void run() throws Exception;
  }

  /**
   * Goes to the end of the stack, and some frames back.
   *
   * @return how many frames this one is above the end
   */
  @SuppressWarnings("InfiniteRecursion") // it ends with the stack
  private static int descend(int frames, Step step) throws Exception {
    int above;
    try {
      above = descend(frames, step);
    } catch (StackOverflowError end) {
      return 1;
    }
    if (above == frames) {
      try {
        step.run();
      } catch (StackOverflowError there) {
        // as an application that survives it
      }
    }
    return above + 1;
  }

  private static final class Deep extends ValveBase {
    Deep() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      int frames = frames(request.getParameter("before"), "door");
      if (frames == 0) {
        getNext().invoke(request, response);
        return;
      }
      boolean[] served = {false};
      try {
        descend(
            frames,
            () -> {
              getNext().invoke(request, response);
              served[0] = true;
            });
        if (!served[0] && !response.isCommitted()) {
          response.reset();
          response.setStatus(500);
        }
      } catch (IOException | ServletException | RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new ServletException(failure);
      }
    }
  }
}
