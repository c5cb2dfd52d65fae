/**
 * A web application with one of each kind of thing that a server can answer with. What is compiled
 * here speaks javax; the tests translate the class files for servers that speak jakarta.
 */
package io.tokenrelay.smoke.war;
