/** What `docker run` and its kind take, and what may stand before the subcommand (see optionTable). */
export interface ContainerProgram {
  readonly global: string;
  readonly run: string;
  /** How many operands stand before the command: the image, and for ctr the container's name. */
  readonly operands: number;
}

/** docker/cli cli/command/container/opts.go and run.go, create.go: booleans stand alone, all else takes a value. */
const DOCKER_RUN =
  'd detach help init i interactive no-healthcheck oom-kill-disable privileged P publish-all q quiet read-only rm sig-proxy t tty use-api-socket disable-content-trust ' +
  'a: attach= device-cgroup-rule= device= gpus= e: env= env-file= entrypoint= group-add= h: hostname= domainname= l: label= label-file= restart= stop-signal= stop-timeout= sysctl= ulimit= u: user= w: workdir= ' +
  'cap-add= cap-drop= security-opt= userns= cgroupns= add-host= dns= dns-opt= dns-option= dns-search= expose= ip= ip6= link= link-local-ip= mac-address= p: publish= net= network= net-alias= network-alias= ' +
  'log-driver= volume-driver= log-opt= storage-opt= tmpfs= volumes-from= v: volume= mount= health-cmd= health-interval= health-retries= health-timeout= health-start-period= health-start-interval= ' +
  'blkio-weight= blkio-weight-device= cidfile= cpuset-cpus= cpuset-mems= cpu-count= cpu-percent= cpu-period= cpu-quota= cpu-rt-period= cpu-rt-runtime= c: cpu-shares= cpus= device-read-bps= device-read-iops= device-write-bps= device-write-iops= io-maxbandwidth= io-maxiops= kernel-memory= m: memory= memory-reservation= memory-swap= memory-swappiness= oom-score-adj= pids-limit= ' +
  'cgroup-parent= ipc= isolation= pid= shm-size= uts= runtime= annotation= name= detach-keys= pull= platform=';

/** containers/podman cmd/podman/common/create.go, netflags.go and cmd/podman/containers/run.go, beyond docker's. */
const PODMAN_RUN =
  'env-host http-proxy no-hosts no-hostname read-only-tmpfs replace rmi rootfs tls-verify passwd ' +
  'authfile= cgroups= chrootdirs= decryption-key= env-merge= unsetenv= unsetenv-all gidmap= group-entry= health-on-failure= health-startup-cmd= health-startup-interval= health-startup-retries= health-startup-success= health-startup-timeout= hostuser= image-volume= init-path= init-ctr= arch= os= variant= pod= pod-id-file= passwd-entry= personality= preserve-fds= preserve-fd= pidfile= rdt-class= requires= retry= retry-delay= sdnotify= seccomp-policy= secret= shm-size-systemd= signature-policy= subgidname= subuidname= systemd= timeout= tz= uidmap= umask= cgroup-conf= conmon-pidfile= cert-dir= creds= hosts-file= infra-name= health-log-destination= health-max-log-count= health-max-log-size=';

/** containerd/nerdctl cmd/nerdctl/container/container_run.go, beyond docker's. */
const NERDCTL_RUN =
  'rootfs systemd= umask= ipfs-address= verify= cosign-key= cosign-certificate-identity= label-file= pidfile= cgroup-conf= cgroup-manager= ipc= snapshotter= insecure-registry';

/** containerd cmd/ctr/commands/commands.go (ContainerFlags) and run.go, run_unix.go. */
const CTR_RUN =
  'rm null-io d detach no-pivot cni net-host privileged read-only t tty allow-new-privs rootfs seccomp rootfs-propagation= ' +
  'log-uri= fifo-dir= cgroup= platform= snapshotter= snapshotter-label= config= cwd= env= env-file= label= annotation= mount= runtime= runtime-config-path= runtime-root= with-ns= pid-file= gpus= memory-limit= cpus= cpu-shares= cpuset-cpus= cpuset-mems= cap-add= cap-drop= seccomp-profile= apparmor-default-profile= apparmor-profile= blockio-config-file= blockio-class= rdt-class= hostname= device= user= uidmap= gidmap= remap-labels runc-binary= runc-root= runc-systemd-cgroup sandbox= u: entrypoint=';

/** The programs that run containers, with what their own sources say they take. */
export const CONTAINER_PROGRAMS: Readonly<Record<string, ContainerProgram>> = {
  docker: {
    global: 'config= c: context= D debug H: host= l: log-level= tls tlscacert= tlscert= tlskey= tlsverify',
    run: DOCKER_RUN,
    operands: 1,
  },
  podman: {
    global:
      'cgroup-manager= conmon= c: connection= events-backend= hooks-dir= identity= imagestore= log-level= module= network-cmd-path= network-config-dir= noout out= remote r root= runroot= runtime= runtime-flag= ssh= storage-driver= storage-opt= syslog tmpdir= transient-store trace url= volumepath= cpu-profile= memory-profile= default-mounts-file= registries-conf= db-backend=',
    run: `${DOCKER_RUN} ${PODMAN_RUN}`,
    operands: 1,
  },
  nerdctl: {
    global:
      'a: address= H: host= n: namespace= snapshotter= storage-driver= cgroup-manager= cni-path= cni-netconfpath= data-root= debug debug-full experimental hosts-dir= insecure-registry host-gateway-ip= bridge-ip= kube-hide-dupe',
    run: `${DOCKER_RUN} ${NERDCTL_RUN}`,
    operands: 1,
  },
  ctr: {
    global: 'n: namespace= a: address= debug timeout= connect-timeout=',
    run: CTR_RUN,
    operands: 2,
  },
};
