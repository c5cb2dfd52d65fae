package io.tokenrelay.instrumentation.glassfish;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * GlassFish 5 to 7 and Payara 5 to 6, javax and jakarta alike: a fork of an early Catalina on top
 * of Grizzly. Its classes have the same names as Tomcat's, so each is recognised by a method that
 * only the fork has.
 *
 * <p>A request is taken at the end of its host's pipeline, before any filter, servlet or file of an
 * application. The valve there has two entry methods, for the fork's own pipeline and for one that
 * contains a Tomcat valve, and a third method for error pages, which come afterwards. Forward and
 * include stay inside; an asynchronous dispatch is a task in a pool of its own, and listeners are
 * called on whichever thread completes the request, or on the timeout thread.
 */
public final class GlassFishInstrumentation extends Instrumentation {
  private static final String REQUEST = "org.apache.catalina.connector.Request";
  private static final String RESPONSE = "org.apache.catalina.connector.Response";
  private static final String ASYNC = "org.apache.catalina.connector.AsyncContextImpl";

  public GlassFishInstrumentation() {
    super("glassfish");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsBy() {
    return new String[] {"com.sun.enterprise.", "org.glassfish.grizzly.config.", "fish.payara."};
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .typeIfItDeclares(
            "org.apache.catalina.core.StandardHostValve",
            "postInvoke",
            "org.apache.catalina.Request",
            "org.apache.catalina.Response")
        .method("invoke", "org.apache.catalina.Request", "org.apache.catalina.Response")
        .receives("HostValveAdvice")
        .method("invoke", REQUEST, RESPONSE)
        .receives("HostValveAdvice")
        .methods("postInvoke")
        .receives("AfterwardsAdvice");
    weave.typeIfItDeclares(REQUEST, "onExitService").method("recycle").receives("RecycleAdvice");
    weave.asyncContext(ASYNC);
    weave.type(ASYNC).methods("notifyAsyncListeners").receives("AsyncListenersAdvice");
    weave.type(ASYNC + "$Handler").method("run").receives("AsyncDispatchAdvice");
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"org.apache.catalina.", "org.glassfish.", "com.sun.enterprise."};
  }
}
