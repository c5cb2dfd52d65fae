package io.tokenrelay.instrumentation.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** An answer that the application has to call for while it is written. */
final class CalledWhenWritten {
  private final String url;

  CalledWhenWritten(String url) {
    this.url = url;
  }

  /** Writes it. */
  static final class Converter extends AbstractHttpMessageConverter<CalledWhenWritten> {
    Converter() {
      super(MediaType.TEXT_PLAIN);
    }

    @Override
    protected boolean supports(Class<?> type) {
      return type == CalledWhenWritten.class;
    }

    @Override
    protected CalledWhenWritten readInternal(
        Class<? extends CalledWhenWritten> type, HttpInputMessage input) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void writeInternal(CalledWhenWritten answer, HttpOutputMessage output)
        throws IOException {
      output.getBody().write(Downstreams.call(answer.url).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Adds the converter, before the handler adapter gets to know its converters. */
  static final class Registered implements BeanPostProcessor {
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (bean instanceof RequestMappingHandlerAdapter) {
        ((RequestMappingHandlerAdapter) bean).getMessageConverters().add(0, new Converter());
      }
      return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean;
    }
  }
}
