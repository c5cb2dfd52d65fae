package com.example.attacked;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.servlet.http.HttpServletRequest;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** Calls to names that are now here, now elsewhere, and by way of others. */
public final class WhoseConnection {
  private final Map<String, Client> pools = new ConcurrentHashMap<>();

  private WhoseConnection() {}

  public static void main(String[] arguments) throws Exception {
    WhoseConnection program = new WhoseConnection();
    Map<String, Act> acts = new TreeMap<>();
    acts.put("move", program::move);
    acts.put("get", program::get);
    acts.put("nested", program::nested);
    acts.put("upgrade", WhoseConnection::upgrade);
    Program.serve(new ActServlet(acts));
  }

  private String move(String owner) {
    Names.moveTo(ActServlet.request().getParameter("to"));
    return "";
  }

  private String nested(String owner) throws Exception {
    HttpServletRequest request = ActServlet.request();
    return NestedCalls.make(request.getParameter("by"), request.getParameter("inner"))
        .get(request.getParameter("to"));
  }

  /** Waits until the world, which has no such thing, has refused it. */
  private static String upgrade(String owner) {
    CountDownLatch refused = new CountDownLatch(1);
    WebSocketListener listener =
        new WebSocketListener() {
          @Override
          public void onFailure(WebSocket socket, Throwable failure, Response response) {
            refused.countDown();
          }
        };
    Request request = new Request.Builder().url(ActServlet.request().getParameter("to")).build();
    World.CLIENT.newWebSocket(request, listener);
    Job.await(refused);
    return "";
  }

  /** One client, and so one pool of connections, for each library, proxy and name of a pool. */
  private String get(String owner) throws Exception {
    HttpServletRequest request = ActServlet.request();
    String library = request.getParameter("by");
    String proxy = request.getParameter("proxy");
    return pools
        .computeIfAbsent(
            library + proxy + request.getParameter("pool"),
            any -> ClientsByName.make(library, proxy))
        .get(request.getParameter("to"));
  }
}
