package com.example.bench;

import com.sun.management.OperatingSystemMXBean;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** CPU of the process in nanoseconds, classes loaded, heap in use (with {@code ?gc}, after GC). */
final class StatsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long cpu =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    if ("gc".equals(request.getQueryString())) {
      System.gc();
    }
    String stats =
        cpu
            + " "
            + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount()
            + " "
            + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    byte[] body = stats.getBytes(StandardCharsets.US_ASCII);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
