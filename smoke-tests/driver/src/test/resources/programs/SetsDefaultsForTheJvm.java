import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An application with a cookie store and a password for all its calls, which says when they are
 * used. It calls an address, where the password is accepted, then has URLs handled by a client of its
 * own, and serves.
 */
public final class SetsDefaultsForTheJvm {
  public static void main(String[] arguments) throws Exception {
    Cookies cookies = new Cookies();
    CookieHandler.setDefault(cookies);
    Authenticator.setDefault(new Password());
    ProxySelector.setDefault(new Selector());
    URI address = URI.create(arguments[0]);
    HttpCookie own = new HttpCookie("own", "1");
    own.setPath("/");
    own.setVersion(0);
    cookies.getCookieStore().add(address, own);

    HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
    System.out.println("called: " + call.getResponseCode());
    ignoreOurs();
    URL.setURLStreamHandlerFactory(SetsDefaultsForTheJvm::handler);
    Class.forName(arguments[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }

  /** Tomcat would set one, too, and the JVM takes only one. */
  private static void ignoreOurs() throws ReflectiveOperationException {
    Class.forName("org.apache.catalina.webresources.TomcatURLStreamHandlerFactory")
        .getMethod("disable")
        .invoke(null);
  }

  private static URLStreamHandler handler(String protocol) {
    if (!protocol.startsWith("http")) {
      return null;
    }
    used("handler factory");
    return new URLStreamHandler() {
      @Override
      protected URLConnection openConnection(URL url) throws IOException {
        used("handler");
        throw new IOException("not by this client");
      }

      @Override
      protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
        return openConnection(url);
      }
    };
  }

  private static void used(String what) {
    System.out.println("used: " + what + " on " + Thread.currentThread().getName());
  }

  private static final class Password extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      used("password");
      return new PasswordAuthentication("app", "secret".toCharArray());
    }
  }

  /** Knows where the application's own calls go, and no other place. */
  private static final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      used("proxy selector");
      if (!Thread.currentThread().getName().equals("main")) {
        throw new IllegalArgumentException("an unknown place");
      }
      return Collections.singletonList(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      used("proxy selector");
    }
  }

  private static final class Cookies extends CookieManager {
    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers)
        throws IOException {
      used("cookies");
      return super.get(uri, headers);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
      used("cookie store");
      super.put(uri, headers);
    }
  }
}
