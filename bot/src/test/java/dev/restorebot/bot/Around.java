package dev.restorebot.bot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// Something that happens before each call of a port. Stateless.
public final class Around {
  private Around() {}

  /// What happens.
  @FunctionalInterface
  public interface Before {
    /// Before `method` is called with `arguments`, which may be changed; null where it has none. What it throws, the caller gets.
    void call(Method method, Object[] arguments);
  }

  /// `inner`, before each call of which that happens.
  public static <T> T port(Class<T> port, T inner, Before before) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, (_, method, arguments) -> {
      before.call(method, arguments);
      try {
        return method.invoke(inner, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }));
  }
}
