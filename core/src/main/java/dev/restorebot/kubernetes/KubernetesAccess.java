package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Access;
import dev.restorebot.cluster.Permission;
import dev.restorebot.service.ServiceDefinition;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Asks the API server what restorebot may do there. Thread-safe.
public final class KubernetesAccess implements Access {
  private static final String MOUNT_OPTIONS = "mountOptions";
  private static final String SHARED = "ReadWriteMany";

  private final KubernetesClient client;
  private final Requests requests;
  private final Reviews reviews;
  private final Claims claims;

  /// @param client as [KubernetesClients] makes it; closed by whoever had it made
  public KubernetesAccess(KubernetesClient client) {
    this.client = client;
    this.requests = new Requests(Requests.PATIENCE);
    this.reviews = new Reviews(client, requests);
    this.claims = new Claims(client, requests);
  }

  @Override
  public List<Permission> missing(ServiceDefinition service) {
    return reviews.missing(Permissions.of(service));
  }

  @Override
  public List<Permission> missingForDiagnosis(ServiceDefinition service) {
    return reviews.missing(Permissions.ofTheDiagnosis(service.namespace()));
  }

  @Override
  public List<Permission> missingForStandby(ServiceDefinition service) {
    return reviews.missing(Permissions.ofTheStandby(service.namespace()));
  }

  @Override
  public List<Permission> missingInside(ServiceDefinition service) {
    return reviews.missing(Permissions.ofTheInside(service.namespace()));
  }

  @Override
  public String self() {
    return reviews.self();
  }

  @Override
  public boolean shared(String namespace, String claim) {
    return claims.find(namespace, claim)
        .filter(found -> found.getSpec().getAccessModes() != null && found.getSpec().getAccessModes().contains(SHARED))
        .isPresent();
  }

  @Override
  public Optional<List<String>> mountOptions(String namespace, String claim) {
    return claims.find(namespace, claim).flatMap(KubernetesAccess::volumeName).flatMap(this::volume)
        .map(KubernetesAccess::options);
  }

  private static Optional<String> volumeName(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec().getVolumeName()).filter(name -> !name.isEmpty());
  }

  private Optional<PersistentVolume> volume(String name) {
    return requests.askIfAllowed("read the volume " + name,
        () -> Optional.ofNullable(client.persistentVolumes().withName(name).get())).flatMap(Function.identity());
  }

  /// Those of the volume, and those that a CSI driver keeps among its own attributes, as some do.
  private static List<String> options(PersistentVolume volume) {
    var spec = volume.getSpec();
    var options = new ArrayList<String>();
    if (spec.getMountOptions() != null) {
      options.addAll(spec.getMountOptions());
    }
    if (spec.getCsi() != null && spec.getCsi().getVolumeAttributes() != null) {
      var attribute = spec.getCsi().getVolumeAttributes().getOrDefault(MOUNT_OPTIONS, "");
      Stream.of(attribute.split(",", -1)).map(String::strip).filter(option -> !option.isEmpty()).forEach(options::add);
    }
    return options;
  }
}
