package io.tokenrelay.smoke.bundle;

import io.tokenrelay.smoke.war.Answering;
import io.tokenrelay.smoke.war.Calling;
import io.tokenrelay.smoke.war.Hello;
import io.tokenrelay.smoke.war.Overriding;
import io.tokenrelay.smoke.war.Plain;
import java.util.Dictionary;
import java.util.Hashtable;
import javax.servlet.Filter;
import javax.servlet.Servlet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Puts the same servlets and filter onto the whiteboard, below the path that the bundle is named
 * for. Its version tells its edition.
 */
@SuppressWarnings("JdkObsolete") // OSGi asks for a Dictionary
public final class Activator implements BundleActivator {
  private static final String WHITEBOARD = "osgi.http.whiteboard.";

  @Override
  public void start(BundleContext context) {
    String root = '/' + context.getBundle().getSymbolicName();
    String edition = String.valueOf(context.getBundle().getVersion().getMajor());
    servlet(context, root + "/servlet", new Hello(), edition);
    servlet(context, root + "/plain", new Plain(), edition);
    servlet(context, root + "/overriding", new Overriding(), edition);
    servlet(context, root + "/calling", new Calling(), edition);
    // The whiteboard asks a filter only on the way to a servlet.
    servlet(context, root + "/filter/*", new Calling(), edition);
    Dictionary<String, Object> filter = new Hashtable<>();
    filter.put(WHITEBOARD + "filter.pattern", root + "/filter/*");
    context.registerService(Filter.class.getName(), new Answering(), filter);
    Dictionary<String, Object> file = new Hashtable<>();
    file.put(WHITEBOARD + "resource.pattern", root + "/file.txt");
    file.put(WHITEBOARD + "resource.prefix", "/file.txt");
    context.registerService(Activator.class.getName(), this, file);
  }

  private static void servlet(BundleContext context, String path, Servlet servlet, String edition) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(WHITEBOARD + "servlet.pattern", path);
    properties.put("servlet.init.edition", edition);
    context.registerService(Servlet.class.getName(), servlet, properties);
  }

  /** The framework takes back what was registered. */
  @Override
  public void stop(BundleContext context) {}
}
