using VgsCalm.WindowsHost;

// SCRIPT: plays a script in the whole engine. class NAME...: plays test classes of VgsCalm.Tests, one after the other.
return args is ["class", .. var classes] ? TestClasses.Run(classes) : Script.Run(args[0]);
