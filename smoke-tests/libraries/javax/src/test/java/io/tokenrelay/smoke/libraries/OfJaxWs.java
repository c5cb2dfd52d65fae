package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import java.io.StringReader;
import java.util.concurrent.ExecutionException;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.ws.Dispatch;
import javax.xml.ws.Service;
import javax.xml.ws.WebServiceException;
import javax.xml.ws.http.HTTPBinding;
import javax.xml.ws.soap.SOAPBinding;
import javax.xml.ws.spi.Provider;
import javax.xml.ws.spi.ServiceDelegate;

/** SOAP, and XML by HTTP. The answers are no XML: what counts is what has arrived. */
final class OfJaxWs {
  private static final String OF_THE_JDK = "com.sun.xml.internal.ws.spi.ProviderImpl";
  private static final QName SERVICE = new QName("urn:orders", "Orders");
  private static final QName PORT = new QName("urn:orders", "Port");

  private OfJaxWs() {}

  static Library[] ofTheJdk() {
    return by("JAX-WS of the JDK", OF_THE_JDK);
  }

  static Library[] ofCxf() {
    return by("CXF", "org.apache.cxf.jaxws.spi.ProviderImpl");
  }

  private static Library[] by(String name, String providerClass) {
    Provider provider = provider(providerClass);
    return new Library[] {
      new Library(
          name + ", SOAP", url -> invoke(dispatch(provider, url, SOAPBinding.SOAP11HTTP_BINDING))),
      new Library(name + ", XML", url -> invoke(dispatch(provider, url, HTTPBinding.HTTP_BINDING)))
    };
  }

  /** An executor of its own makes the call. */
  static Library withoutCaller() {
    Provider jdk = provider(OF_THE_JDK);
    return new Library(
        "JAX-WS of the JDK, async",
        url -> invokeLater(dispatch(jdk, url, SOAPBinding.SOAP11HTTP_BINDING)));
  }

  private static Provider provider(String name) {
    try {
      return (Provider) Class.forName(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Dispatch<Source> dispatch(Provider provider, String url, String binding) {
    ServiceDelegate service = provider.createServiceDelegate(null, SERVICE, Service.class);
    service.addPort(PORT, binding, url);
    return service.createDispatch(PORT, Source.class, Service.Mode.PAYLOAD);
  }

  private static Source order() {
    return new StreamSource(new StringReader("<order xmlns='urn:orders'/>"));
  }

  private static void invoke(Dispatch<Source> dispatch) {
    try {
      dispatch.invoke(order());
    } catch (WebServiceException noXml) {
      // as expected
    }
  }

  private static void invokeLater(Dispatch<Source> dispatch) throws InterruptedException {
    try {
      dispatch.invokeAsync(order()).get();
    } catch (ExecutionException noXml) {
      // as expected
    }
  }
}
