package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.http.HTTPBinding;
import jakarta.xml.ws.soap.SOAPBinding;
import jakarta.xml.ws.spi.Provider;
import jakarta.xml.ws.spi.ServiceDelegate;
import java.io.StringReader;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;

/** SOAP, and XML by HTTP. The answers are no XML: what counts is what has arrived. */
final class OfJaxWs {
  private static final QName SERVICE = new QName("urn:orders", "Orders");
  private static final QName PORT = new QName("urn:orders", "Port");

  private OfJaxWs() {}

  static Library[] all() {
    Provider reference = new com.sun.xml.ws.spi.ProviderImpl();
    Provider cxf = new org.apache.cxf.jaxws.spi.ProviderImpl();
    return new Library[] {
      by("JAX-WS RI, SOAP", reference, SOAPBinding.SOAP11HTTP_BINDING),
      by("JAX-WS RI, XML", reference, HTTPBinding.HTTP_BINDING),
      by("CXF, SOAP", cxf, SOAPBinding.SOAP11HTTP_BINDING),
      by("CXF, XML", cxf, HTTPBinding.HTTP_BINDING)
    };
  }

  private static Library by(String name, Provider provider, String binding) {
    return new Library(name, url -> invoke(dispatch(provider, url, binding)));
  }

  private static Dispatch<Source> dispatch(Provider provider, String url, String binding) {
    ServiceDelegate service = provider.createServiceDelegate(null, SERVICE, Service.class);
    service.addPort(PORT, binding, url);
    return service.createDispatch(PORT, Source.class, Service.Mode.PAYLOAD);
  }

  private static void invoke(Dispatch<Source> dispatch) {
    try {
      dispatch.invoke(new StreamSource(new StringReader("<order xmlns='urn:orders'/>")));
    } catch (WebServiceException noXml) {
      // as expected
    }
  }
}
