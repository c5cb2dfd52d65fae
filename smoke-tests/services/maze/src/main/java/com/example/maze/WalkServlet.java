package com.example.maze;

import java.util.Random;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code GET /walk?visitor=<name>&seed=<number>}: a walk through the maze. Every call that it makes
 * names the visitor in its path; the seed decides every turn.
 */
final class WalkServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String VISIT = Visit.class.getName();

  private final transient Turns turns;

  WalkServlet(Turns turns) {
    this.turns = turns;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      ((Visit) request.getAttribute(VISIT)).dispatched(request.startAsync());
      return;
    }
    long seed = Long.parseLong(request.getParameter("seed"));
    Random random = new Random(seed);
    Visit visit = new Visit(random.nextBoolean() ? request.startAsync() : null);
    request.setAttribute(VISIT, visit);
    new Branch(visit, turns, random, request.getParameter("visitor"), seed + "-", 12).run();
    visit.awaitAnswer();
  }
}
