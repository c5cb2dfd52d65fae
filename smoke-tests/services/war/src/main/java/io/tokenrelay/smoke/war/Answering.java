package io.tokenrelay.smoke.war;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** A filter that answers by itself, as frameworks do that route in a filter. */
public final class Answering implements Filter {
  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException {
    response.getWriter().print(Caller.of(request));
  }

  @Override
  public void destroy() {}
}
