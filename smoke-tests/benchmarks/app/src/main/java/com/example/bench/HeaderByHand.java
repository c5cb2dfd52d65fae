package com.example.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * What people write by hand: the header of the request that is served, copied unverified to every
 * call. The floor against which relaying is measured.
 */
final class HeaderByHand implements Filter, HttpRequestInterceptor {
  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CURRENT.set(((HttpServletRequest) request).getHeader("Authorization"));
    try {
      chain.doFilter(request, response);
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public void process(HttpRequest request, EntityDetails entity, HttpContext context) {
    String value = CURRENT.get();
    if (value != null) {
      request.setHeader("Authorization", value);
    }
  }
}
