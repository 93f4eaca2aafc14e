/*
 * The settings that systemd 252 knows in a service, by section, as `systemd --dump-configuration-items` lists
 * them; those that take a boolean or a time span are told apart, because a bad one is ignored.
 */

/** The settings of one section. */
export interface SectionSettings {
  readonly boolean: ReadonlySet<string>;
  readonly seconds: ReadonlySet<string>;
  readonly other: ReadonlySet<string>;
}

/** The settings of a service by section. */
export const SERVICE_SETTINGS: ReadonlyMap<string, SectionSettings> = new Map([
  [
    'Unit',
    {
      boolean: words(`
        StopWhenUnneeded RefuseManualStart RefuseManualStop AllowIsolate DefaultDependencies
        OnFailureIsolate IgnoreOnIsolate
      `),
      seconds: words(`
        StartLimitIntervalSec StartLimitInterval
      `),
      other: words(`
        Description Documentation SourcePath Requires Requisite Wants BindsTo BindTo Upholds Conflicts
        Before After OnSuccess OnFailure PropagatesReloadTo PropagateReloadTo ReloadPropagatedFrom
        PropagateReloadFrom PropagatesStopTo StopPropagatedFrom PartOf JoinsNamespaceOf
        RequiresOverridable RequisiteOverridable RequiresMountsFor OnSuccessJobMode OnFailureJobMode
        JobTimeoutSec JobRunningTimeoutSec JobTimeoutAction JobTimeoutRebootArgument StartLimitBurst
        StartLimitAction FailureAction SuccessAction FailureActionExitStatus SuccessActionExitStatus
        RebootArgument ConditionPathExists ConditionPathExistsGlob ConditionPathIsDirectory
        ConditionPathIsSymbolicLink ConditionPathIsMountPoint ConditionPathIsReadWrite
        ConditionPathIsEncrypted ConditionDirectoryNotEmpty ConditionFileNotEmpty
        ConditionFileIsExecutable ConditionNeedsUpdate ConditionFirstBoot ConditionArchitecture
        ConditionFirmware ConditionVirtualization ConditionHost ConditionKernelCommandLine
        ConditionKernelVersion ConditionCredential ConditionSecurity ConditionCapability
        ConditionACPower ConditionMemory ConditionCPUFeature ConditionCPUs ConditionEnvironment
        ConditionUser ConditionGroup ConditionControlGroupController ConditionOSRelease
        ConditionMemoryPressure ConditionCPUPressure ConditionIOPressure AssertPathExists
        AssertPathExistsGlob AssertPathIsDirectory AssertPathIsSymbolicLink AssertPathIsMountPoint
        AssertPathIsReadWrite AssertPathIsEncrypted AssertDirectoryNotEmpty AssertFileNotEmpty
        AssertFileIsExecutable AssertNeedsUpdate AssertFirstBoot AssertArchitecture AssertVirtualization
        AssertHost AssertKernelCommandLine AssertKernelVersion AssertCredential AssertSecurity
        AssertCapability AssertACPower AssertMemory AssertCPUFeature AssertCPUs AssertEnvironment
        AssertUser AssertGroup AssertControlGroupController AssertOSRelease AssertMemoryPressure
        AssertCPUPressure AssertIOPressure CollectMode
      `),
    },
  ],
  [
    'Service',
    {
      boolean: words(`
        PermissionsStartOnly RootDirectoryStartOnly RemainAfterExit GuessMainPID NonBlocking
        CPUSchedulingResetOnFork DynamicUser RemoveIPC TTYReset TTYVHangup TTYVTDisallocate
        SyslogLevelPrefix NoNewPrivileges MemoryDenyWriteExecute RestrictRealtime RestrictSUIDSGID
        LockPersonality PrivateTmp PrivateDevices ProtectKernelTunables ProtectKernelModules
        ProtectKernelLogs ProtectClock ProtectControlGroups PrivateNetwork PrivateUsers PrivateMounts
        PrivateIPC IgnoreSIGPIPE ProtectHostname CPUAccounting MemoryAccounting IOAccounting
        BlockIOAccounting TasksAccounting IPAccounting SendSIGKILL SendSIGHUP
      `),
      seconds: words(`
        RestartSec TimeoutSec TimeoutStartSec RuntimeMaxSec RuntimeRandomizedExtraSec WatchdogSec
        StartLimitInterval LogRateLimitIntervalSec TimeoutCleanSec
      `),
      other: words(`
        PIDFile ExecCondition ExecStartPre ExecStart ExecStartPost ExecReload ExecStop ExecStopPost
        TimeoutStopSec TimeoutAbortSec TimeoutStartFailureMode TimeoutStopFailureMode StartLimitBurst
        StartLimitAction FailureAction RebootArgument Type ExitType Restart RestartPreventExitStatus
        RestartForceExitStatus SuccessExitStatus BusName FileDescriptorStoreMax NotifyAccess Sockets
        USBFunctionDescriptors USBFunctionStrings OOMPolicy WorkingDirectory RootDirectory RootImage
        RootImageOptions RootHash RootHashSignature RootVerity ExtensionDirectories ExtensionImages
        MountImages User Group SupplementaryGroups Nice OOMScoreAdjust CoredumpFilter IOSchedulingClass
        IOSchedulingPriority CPUSchedulingPolicy CPUSchedulingPriority CPUAffinity NUMAPolicy NUMAMask
        UMask Environment EnvironmentFile PassEnvironment UnsetEnvironment StandardInput StandardOutput
        StandardError StandardInputText StandardInputData TTYPath TTYRows TTYColumns SyslogIdentifier
        SyslogFacility SyslogLevel LogLevelMax LogRateLimitBurst LogExtraFields SecureBits
        CapabilityBoundingSet AmbientCapabilities TimerSlackNSec KeyringMode ProtectProc ProcSubset
        SystemCallFilter SystemCallArchitectures SystemCallErrorNumber SystemCallLog RestrictNamespaces
        RestrictAddressFamilies RestrictFileSystems LimitCPU LimitFSIZE LimitDATA LimitSTACK LimitCORE
        LimitRSS LimitNOFILE LimitAS LimitNPROC LimitMEMLOCK LimitLOCKS LimitSIGPENDING LimitMSGQUEUE
        LimitNICE LimitRTPRIO LimitRTTIME ReadWriteDirectories ReadOnlyDirectories
        InaccessibleDirectories ReadWritePaths ReadOnlyPaths InaccessiblePaths ExecPaths NoExecPaths
        ExecSearchPath BindPaths BindReadOnlyPaths TemporaryFileSystem NetworkNamespacePath
        IPCNamespacePath LogNamespace ProtectSystem ProtectHome MountFlags MountAPIVFS Personality
        RuntimeDirectoryPreserve RuntimeDirectoryMode RuntimeDirectory StateDirectoryMode StateDirectory
        CacheDirectoryMode CacheDirectory LogsDirectoryMode LogsDirectory ConfigurationDirectoryMode
        ConfigurationDirectory SetCredential SetCredentialEncrypted LoadCredential
        LoadCredentialEncrypted PAMName UtmpIdentifier UtmpMode SELinuxContext AppArmorProfile
        SmackProcessLabel Slice AllowedCPUs StartupAllowedCPUs AllowedMemoryNodes
        StartupAllowedMemoryNodes CPUWeight StartupCPUWeight CPUShares StartupCPUShares CPUQuota
        CPUQuotaPeriodSec MemoryMin DefaultMemoryMin DefaultMemoryLow MemoryLow MemoryHigh MemoryMax
        MemorySwapMax MemoryLimit DeviceAllow DevicePolicy IOWeight StartupIOWeight IODeviceWeight
        IOReadBandwidthMax IOWriteBandwidthMax IOReadIOPSMax IOWriteIOPSMax IODeviceLatencyTargetSec
        BlockIOWeight StartupBlockIOWeight BlockIODeviceWeight BlockIOReadBandwidth
        BlockIOWriteBandwidth TasksMax Delegate DisableControllers IPAddressAllow IPAddressDeny
        IPIngressFilterPath IPEgressFilterPath ManagedOOMSwap ManagedOOMMemoryPressure
        ManagedOOMMemoryPressureLimit ManagedOOMPreference BPFProgram SocketBindAllow SocketBindDeny
        RestrictNetworkInterfaces KillMode KillSignal RestartKillSignal FinalKillSignal WatchdogSignal
      `),
    },
  ],
  [
    'Install',
    {
      boolean: words(''),
      seconds: words(''),
      other: words(`
        Alias WantedBy RequiredBy Also DefaultInstance
      `),
    },
  ],
]);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}
