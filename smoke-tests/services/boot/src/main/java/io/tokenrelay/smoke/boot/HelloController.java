package io.tokenrelay.smoke.boot;

import io.tokenrelay.smoke.war.Caller;
import javax.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller of Spring MVC. */
@RestController
class HelloController {
  @GetMapping("/rest/hello")
  String hello(HttpServletRequest request) {
    return Caller.of(request);
  }
}
